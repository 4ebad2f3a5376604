//! What the words of a heading suggest about the column below: a prior, which the cells confirm or refute.

use crate::read::value::read_due;
use crate::vietnamese::fold;

use super::columns::Role;

/// How the words of a heading point at one role.
enum Match {
    /// The whole title.
    Whole,
    /// How the title begins.
    Start,
    /// Words anywhere in the title.
    Part,
}

/// Words, folded, and how strongly they speak for a role: 6 is certain unless the cells say otherwise, 2 is a hint.
struct Words(Role, f32, Match, &'static [&'static str]);

const WORDS: &[Words] = &[
    Words(Role::Number, 6.0, Match::Whole, &["tt", "stt", "so tt", "so thu tu", "thu tu", "so"]),
    Words(Role::Number, 4.0, Match::Start, &["tt ", "stt ", "so tt ", "thu tu "]),
    Words(Role::Number, 3.0, Match::Whole, &["buoc", "muc"]),
    Words(Role::Code, 6.0, Match::Whole, &["ma", "ma cv"]),
    Words(Role::Code, 6.0, Match::Part, &["ma nhiem vu", "ma so", "ma chi tieu", "ma hieu"]),
    Words(Role::Coordinating, 6.0, Match::Part, &["phoi hop"]),
    Words(Role::Coordinating, 4.0, Match::Part, &["don vi tham gia", "co quan tham gia"]),
    Words(Role::Lead, 6.0, Match::Part, &["chu tri"]),
    Words(
        Role::Lead,
        5.0,
        Match::Part,
        &[
            "chiu trach nhiem",
            "don vi thuc hien",
            "co quan thuc hien",
            "don vi dau moi",
            "co quan dau moi",
            "phan cong",
            "trach nhiem thuc hien",
        ],
    ),
    Words(
        Role::Lead,
        4.0,
        Match::Part,
        &[
            "phu trach",
            "trach nhiem",
            "soan thao",
            "tham muu",
            "dau moi",
            "chu the thuc hien",
            "giao cho",
            "bo phan",
            "phong ban",
            "nguoi thuc hien",
        ],
    ),
    Words(
        Role::Lead,
        3.0,
        Match::Whole,
        &["don vi", "co quan", "co quan don vi", "to chuc thuc hien", "thuc hien"],
    ),
    Words(Role::Lead, 3.0, Match::Start, &["co quan ", "don vi ", "cac co quan ", "cac don vi "]),
    Words(Role::Unit, 7.0, Match::Part, &["don vi tinh"]),
    Words(Role::Unit, 7.0, Match::Whole, &["dvt", "don vi do", "dv tinh", "don vi do luong"]),
    Words(Role::Unit, 3.0, Match::Whole, &["don vi", "dv"]),
    Words(Role::Deadline, 6.0, Match::Whole, &["han", "han hoan thanh", "han chot"]),
    Words(
        Role::Deadline,
        6.0,
        Match::Part,
        &[
            "thoi han",
            "thoi gian",
            "thoi diem hoan thanh",
            "tien do",
            "ngay hoan thanh",
            "han hoan thanh",
        ],
    ),
    Words(
        Role::Deadline,
        4.0,
        Match::Part,
        &["hoan thanh", "thoi diem", "lo trinh", "thoi han", "ket thuc", "moc "],
    ),
    Words(Role::Deadline, 3.0, Match::Start, &["ngay ", "han "]),
    Words(
        Role::Name,
        6.0,
        Match::Whole,
        &[
            "noi dung",
            "hoat dong",
            "cong viec",
            "ten",
            "noi dung hoat dong",
            "noi dung chi tieu",
            "dau viec",
            "nhiem vu",
            "chi tieu",
        ],
    ),
    Words(
        Role::Name,
        5.0,
        Match::Start,
        &[
            "nhiem vu",
            "noi dung nhiem vu",
            "ten nhiem vu",
            "noi dung cong viec",
            "ten cong viec",
            "chi tieu",
            "ten chi tieu",
            "muc tieu chi tieu",
            "noi dung",
            "cac nhiem vu",
            "cac chi tieu",
            "ten ",
            "hoat dong",
            "cong viec",
            "giai phap",
            "danh muc",
            "dau viec",
        ],
    ),
    Words(
        Role::Name,
        3.0,
        Match::Part,
        &["nhiem vu", "noi dung", "cong viec", "chi so", "tieu chi"],
    ),
    Words(Role::Name, 2.0, Match::Part, &["chi tieu", "de an", "van ban", "giai phap"]),
    Words(Role::Product, 6.0, Match::Part, &["san pham", "dau ra"]),
    Words(Role::Product, 4.0, Match::Start, &["ket qua"]),
    Words(
        Role::Reference,
        6.0,
        Match::Whole,
        &[
            "can cu",
            "nguon",
            "can cu phap ly",
            "van ban",
            "van ban giao",
            "nguon chi tieu",
            "co so phap ly",
        ],
    ),
    // A note that cites documents is a source, any other is kept as it is.
    Words(Role::Reference, 2.5, Match::Whole, &["ghi chu"]),
    Words(Role::Extra, 3.0, Match::Start, &["ghi chu"]),
    Words(Role::Reference, 4.0, Match::Start, &["can cu", "co so phap ly", "van ban chi dao"]),
    // What no role of ours is for.
    Words(
        Role::Extra,
        7.0,
        Match::Part,
        &[
            "kinh phi",
            "nguon von",
            "du toan",
            "ngan sach",
            "don gia",
            "thanh tien",
            "so tien",
            "nguon luc",
            "ho va ten",
            "ho ten",
            "dien thoai",
            "email",
            "chuc vu",
            "dia chi",
            "thu dien tu",
        ],
    ),
    Words(Role::Extra, 7.0, Match::Part, &["bat dau", "khoi cong", "khoi dong"]),
    Words(Role::Extra, 6.0, Match::Part, &["lanh dao", "dong chi", "nguoi "]),
    Words(
        Role::Extra,
        6.0,
        Match::Part,
        &[
            "ket qua thuc hien",
            "ket qua hien",
            "ket qua den nay",
            "ket qua dat duoc",
            "tinh hinh",
            "tinh trang",
            "hien trang",
            "thuc trang",
            "luy ke",
            "da dat",
            "so sanh",
        ],
    ),
    Words(Role::Extra, 4.0, Match::Part, &["diem", "he so", "danh gia", "tham dinh", "kiem tra"]),
    Words(Role::Extra, 4.0, Match::Whole, &["linh vuc", "nhom", "nhom nhiem vu", "nhom noi dung"]),
];

/// What a heading suggests.
#[derive(Clone, Debug, Default)]
pub(super) struct Prior {
    /// Strength by [`Role`].
    pub(super) scores: [f32; Role::COUNT],
    /// The year or period a target or a schedule column is for, as it is written in data ("2026").
    pub(super) due: Option<String>,
}

impl Prior {
    /// The strongest suggestion for a role that tables of work or indicators have.
    pub(super) fn strength(&self) -> f32 {
        let known = Role::ALL.iter().filter(|role| **role != Role::Extra);
        known.map(|role| self.scores[*role as usize]).fold(0.0, f32::max)
    }
}

/// Words of a title, folded, punctuation as single spaces.
pub(super) fn title_words(title: &str) -> String {
    let folded = fold(title);
    let words =
        folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// What the words of a column suggest; `rows` are its heading rows from the top, without repeats and blanks.
///
/// The lowest row says most ("Thời gian" over "Bắt đầu"), the ones above are what it belongs to.
pub(super) fn prior(rows: &[&str]) -> Prior {
    let joint = title_words(&rows.join(" "));
    let mut prior = Prior { scores: word_scores(&joint), due: None };
    if let [above @ .., below] = rows
        && !above.is_empty()
    {
        let own = word_scores(&title_words(below));
        let is_known = own.iter().any(|score| *score >= 3.0);
        for (score, own) in prior.scores.iter_mut().zip(own) {
            // Words above alone ("Đơn vị", "Thời gian") count less than the words below.
            *score = if is_known { own.max(*score * 0.4) } else { *score };
        }
        let budget = word_scores(&title_words(&above.join(" ")))[Role::Extra as usize];
        let extra = &mut prior.scores[Role::Extra as usize];
        *extra = extra.max(budget);
    }
    // "Đơn vị chủ trì, phối hợp": one cell says both, the lead comes first.
    let who = prior.scores[Role::Lead as usize].min(prior.scores[Role::Coordinating as usize]);
    if who >= 4.0 {
        prior.scores[Role::Coordinating as usize] = 3.0;
    }
    aim(&rows.join(" "), &joint, &mut prior);
    prior
}

fn word_scores(words: &str) -> [f32; Role::COUNT] {
    let mut scores = [0.0_f32; Role::COUNT];
    if words.is_empty() || words.len() > 120 {
        return scores;
    }
    let padded = format!("{words} ");
    for Words(role, strength, how, list) in WORDS {
        let fits = list.iter().any(|entry| match how {
            Match::Whole => words == *entry,
            Match::Start => padded.starts_with(entry),
            Match::Part => padded.contains(entry),
        });
        if fits {
            let score = &mut scores[*role as usize];
            *score = score.max(*strength);
        }
    }
    scores
}

/// Whether `words` hold the word `key`, not a part of a longer one.
fn has_word(words: &str, key: &str) -> bool {
    words.split(' ').any(|word| word == key)
}

/// Words of a goal: a number below them is to be reached.
const GOALS: &[&str] = &[
    "muc tieu",
    "ke hoach",
    "den nam",
    "den het nam",
    "het nam",
    "chi tieu",
    "phan dau",
    "dinh huong",
    "muc can dat",
    "gia tri can dat",
    "lo trinh",
    "giai doan",
    "du kien",
    "giao",
];

/// Words of what has been reached: a number below them is no target.
const RESULTS: &[&str] = &[
    "uoc",
    "hien trang",
    "thuc trang",
    "hien nay",
    "nam goc",
    "bao cao",
    "dat duoc",
    "ket qua nam",
];

/// Parts of a year: a value for them is kept, but it is no target of the year.
const PARTS_OF_YEAR: &[&str] = &[
    "quy i", "quy ii", "quy iii", "quy iv", "quy 1", "quy 2", "quy 3", "quy 4", "6 thang",
    "9 thang", "thang ",
];

/// Most words of a heading that says what is to be reached, and by when.
const LONGEST_GOAL: usize = 9;

/// Whether a column is for a target, and of which year.
fn aim(title: &str, words: &str, prior: &mut Prior) {
    let due = read_due(title).map(|due| due.0);
    let length = words.split(' ').count();
    // The name of a work may speak of a goal and a year too, in more words.
    let is_goal = length <= LONGEST_GOAL
        && (GOALS.iter().any(|goal| words.contains(goal))
            || has_word(words, "kh")
            || has_word(words, "gd"));
    let is_result = RESULTS.iter().any(|result| words.contains(result))
        || ["th", "uth"].iter().any(|key| has_word(words, key))
        || (words.contains("thuc hien") && !is_goal);
    let padded = format!("{words} ");
    let is_part = PARTS_OF_YEAR.iter().any(|part| {
        padded.contains(&format!("{part} ")) || padded.contains(part) && part.ends_with(' ')
    }) && !words.contains("ca nam");
    let is_spent = prior.scores[Role::Extra as usize] >= 7.0;
    let is_other = [Role::Number, Role::Code, Role::Coordinating, Role::Lead, Role::Unit]
        .iter()
        .any(|role| prior.scores[*role as usize] >= 4.0);
    prior.due.clone_from(&due);
    if is_spent || is_other {
        return;
    }
    if is_part && (due.is_some() || is_goal || words.starts_with("quy")) {
        prior.scores = [0.0; Role::COUNT];
        prior.scores[Role::Extra as usize] = 6.0;
        return;
    }
    let is_name = prior.scores[Role::Name as usize] >= 5.0;
    let target = &mut prior.scores[Role::Target as usize];
    match due {
        Some(_) if is_result => {
            *target = 0.0;
            prior.scores[Role::Extra as usize] = 6.0;
        }
        Some(due) => {
            let is_bare = words == due
                || words == due.replace('-', " ")
                || words.strip_prefix("nam ").is_some_and(|rest| rest.starts_with('2'));
            *target = if is_goal || is_bare { 6.5 } else { 1.5 };
        }
        None if is_result => {}
        None => {
            let begins = |list: &[&str]| list.iter().any(|goal| words.starts_with(goal));
            let is_plain_goal =
                begins(&["muc tieu", "ke hoach", "muc phan dau", "muc can dat", "gia tri"])
                    && !is_name
                    && !has_word(words, "cua");
            let is_yearly = begins(&["chi tieu giao", "chi tieu nam", "chi tieu ke hoach"]);
            if is_plain_goal || is_yearly {
                *target = 4.0;
            } else if matches!(words, "ket qua" | "so luong") {
                *target = 2.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(rows: &[&str]) -> (Role, Option<String>) {
        let prior = prior(rows);
        let strongest = Role::ALL
            .into_iter()
            .max_by(|a, b| prior.scores[*a as usize].total_cmp(&prior.scores[*b as usize]));
        (strongest.unwrap(), prior.due)
    }

    #[test]
    fn words_suggest_a_role() {
        for (title, role) in [
            ("STT", Role::Number),
            ("Cơ quan chủ trì", Role::Lead),
            ("Đơn vị chủ trì, phối hợp", Role::Lead),
            ("Đơn vị phối hợp", Role::Coordinating),
            ("ĐVT", Role::Unit),
            ("Nội dung thực hiện", Role::Name),
            ("Hoàn thành", Role::Deadline),
            ("Kết quả/Sản phẩm", Role::Product),
            ("Kết quả thực hiện", Role::Extra),
            ("Kinh phí thực hiện", Role::Extra),
            ("Lãnh đạo chỉ đạo", Role::Extra),
            ("Mục tiêu", Role::Target),
        ] {
            assert_eq!(best(&[title]).0, role, "{title}");
        }
    }

    #[test]
    fn the_lower_row_of_a_heading_says_most() {
        assert_eq!(best(&["Đơn vị", "Phối hợp"]).0, Role::Coordinating);
        assert_eq!(best(&["Thời gian", "Bắt đầu"]).0, Role::Extra);
        assert_eq!(best(&["Thời gian", "Hoàn thành"]).0, Role::Deadline);
        assert_eq!(best(&["Kinh phí", "2026"]).0, Role::Extra);
        assert_eq!(best(&["Kế hoạch", "2026"]), (Role::Target, Some("2026".to_owned())));
        assert_eq!(best(&["Kế hoạch 2026", "Cả năm"]), (Role::Target, Some("2026".to_owned())));
        assert_eq!(best(&["Kế hoạch 2026", "Quý I"]).0, Role::Extra);
    }

    #[test]
    fn years_of_results_are_no_targets() {
        assert_eq!(best(&["KH 2026"]).0, Role::Target);
        assert_eq!(best(&["Đến hết năm 2030"]).0, Role::Target);
        for title in ["TH 2025", "Thực hiện năm 2025", "Ước thực hiện 2025", "Hiện trạng năm 2024"]
        {
            assert_eq!(best(&[title]).0, Role::Extra, "{title}");
        }
    }
}
