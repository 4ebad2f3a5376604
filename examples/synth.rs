//! A made-up nation of any size: a valid site source for measuring and testing.
//!
//! `cargo run --release --example synth -- --tasks 20000 --agencies 400 --seed 1 /tmp/quoc-gia`
//!
//! The words are those of the plans in `seeds/`, cut at commas and put together anew, so that lengths, vocabulary
//! and likeness between rows are those of real documents. Same arguments, same bytes. Nothing in it is true: every
//! title says so and every snapshot is marked illustrative.
#![expect(
    clippy::disallowed_methods,
    reason = "công cụ của người phát triển, ghi ra thư mục được chỉ"
)]

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use congkhai::load::load;
use congkhai::model::{Id, Site};
use congkhai::pipeline::read_sources;

/// Writes a made-up site source of any size.
#[derive(clap::Parser)]
struct Arguments {
    /// Number of tasks; there is one indicator for every five tasks.
    #[arg(long, default_value_t = 2_000)]
    tasks: usize,
    /// Number of agencies.
    #[arg(long, default_value_t = 100)]
    agencies: usize,
    /// Another seed makes another nation of the same size.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write to; it must not exist.
    folder: PathBuf,
}

/// Tasks a plan has; real ones have 30 to 200.
const TASKS_A_PLAN: usize = 200;
/// Tasks a section has.
const TASKS_A_SECTION: usize = 20;
/// Tasks to one indicator.
const TASKS_AN_INDICATOR: usize = 5;

const PROVINCES: [&str; 34] = [
    "An Giang",
    "Bắc Ninh",
    "Cà Mau",
    "Cao Bằng",
    "Cần Thơ",
    "Đà Nẵng",
    "Đắk Lắk",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Nội",
    "Hà Tĩnh",
    "Hải Phòng",
    "Thành phố Hồ Chí Minh",
    "Huế",
    "Hưng Yên",
    "Khánh Hòa",
    "Lai Châu",
    "Lạng Sơn",
    "Lào Cai",
    "Lâm Đồng",
    "Nghệ An",
    "Ninh Bình",
    "Phú Thọ",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sơn La",
    "Tây Ninh",
    "Thái Nguyên",
    "Thanh Hóa",
    "Tuyên Quang",
    "Vĩnh Long",
];
const OFFICES: [&str; 14] = [
    "Sở Khoa học và Công nghệ",
    "Sở Tài chính",
    "Sở Nội vụ",
    "Sở Giáo dục và Đào tạo",
    "Sở Xây dựng",
    "Sở Nông nghiệp và Môi trường",
    "Sở Công Thương",
    "Sở Tư pháp",
    "Sở Y tế",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Thanh tra",
    "Văn phòng UBND",
    "Công an",
    "Ban Quản lý các khu công nghiệp",
];
/// Halves of the names of communes.
const FIRST: [&str; 16] = [
    "Tân", "An", "Phú", "Bình", "Đông", "Hòa", "Long", "Minh", "Nam", "Quang", "Thanh", "Thuận",
    "Trung", "Vĩnh", "Xuân", "Yên",
];
const SECOND: [&str; 16] = [
    "An", "Bình", "Châu", "Đức", "Giang", "Hà", "Hải", "Hưng", "Khánh", "Lâm", "Lộc", "Phong",
    "Sơn", "Thịnh", "Tiến", "Trung",
];
const DEADLINES: [&str; 8] = [
    "Thường xuyên",
    "15/12/2026",
    "30/6/2026",
    "Quý III/2026",
    "Năm 2026",
    "31/3/2026",
    "30/9/2026",
    "Hằng năm",
];
const PERIODS: [(&str, &str); 3] =
    [("2026-q1", "2026-03-31"), ("2026-q2", "2026-06-30"), ("2026-09", "2026-09-30")];
const STATUSES: [&str; 4] =
    ["Đang thực hiện", "Hoàn thành đúng hạn", "Chưa thực hiện", "Đang thực hiện"];
const RESULTS: [&str; 4] = [
    "Đã họp với các đơn vị phối hợp, đang hoàn thiện dự thảo",
    "Đã trình lãnh đạo xem xét, chờ ý kiến",
    "Đang lấy ý kiến các cơ quan, dự kiến trình trong kỳ tới",
    "Đã rà soát, tổng hợp số liệu từ các địa phương",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    if arguments.folder.exists() {
        return Err(format!("{} đã có", arguments.folder.display()).into());
    }
    let seeds = load(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let (_, real) = read_sources(&seeds).map_err(|_| "các văn bản mẫu trong seeds/ có lỗi")?;
    let mut nation = Nation::new(&arguments, &real);
    let references =
        seeds.texts.get("seeds/references.toml").ok_or("thiếu seeds/references.toml")?;
    nation.write("seeds/references.toml", references)?;
    nation.write("congkhai.toml", CONFIG)?;
    nation.write("seeds/agencies.toml", &nation.registry())?;
    let plans = arguments.tasks.div_ceil(TASKS_A_PLAN);
    for number in 1..=plans {
        let tasks = arguments.tasks / plans + usize::from(number <= arguments.tasks % plans);
        nation.plan(number, tasks)?;
    }
    for (at, (period, day)) in PERIODS.iter().enumerate() {
        nation.snapshot(at, period, day)?;
    }
    Ok(())
}

const CONFIG: &str = "\
title = \"Quốc gia minh họa\"
description = \"Trang thử quy mô lớn: mọi kế hoạch, cơ quan, số liệu đều do máy ghép ra, không có thật.\"
base_url = \"https://quoc-gia.example/\"

[publisher]
name = \"Dữ liệu minh họa, không của cơ quan nào\"

[licence]
name = \"CC BY 4.0\"
url = \"https://creativecommons.org/licenses/by/4.0/deed.vi\"
";

/// `SplitMix64`: small, well known, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let wide = u128::from(z ^ (z >> 31)) * sides as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len())]
    }
}

struct Agency {
    id: Id,
    name: String,
}

/// What is reported on later: id of the item, agency, whatever the report repeats.
struct Item {
    id: String,
    agency: usize,
    unit: String,
}

struct Nation {
    folder: PathBuf,
    dice: Dice,
    agencies: Vec<Agency>,
    /// Beginnings and ends of real names of tasks, titles of sections, notes on the legal source.
    starts: Vec<String>,
    ends: Vec<String>,
    sections: Vec<String>,
    notes: Vec<String>,
    /// Names, units and targets of real indicators.
    indicators: Vec<(String, String, Vec<String>)>,
    tasks: Vec<Item>,
    values: Vec<Item>,
}

impl Nation {
    fn new(arguments: &Arguments, real: &Site) -> Self {
        let mut nation = Self {
            folder: arguments.folder.clone(),
            dice: Dice(arguments.seed),
            agencies: (0..arguments.agencies.max(1)).map(agency).collect(),
            starts: Vec::new(),
            ends: Vec::new(),
            sections: Vec::new(),
            notes: Vec::new(),
            indicators: Vec::new(),
            tasks: Vec::new(),
            values: Vec::new(),
        };
        for plan in real.plans.iter() {
            for task in &plan.tasks {
                let name = plain(&task.name);
                let (start, end) = name.split_once(", ").unwrap_or((&name, ""));
                nation.starts.push(start.to_owned());
                nation.ends.extend(Some(end.to_owned()).filter(|end| !end.is_empty()));
                nation.notes.push(plain(&task.reference_text));
            }
            nation.sections.extend(plan.sections.iter().map(|section| plain(&section.title)));
            for indicator in plan.indicators.iter().filter(|one| one.targets.len() == 2) {
                let targets = indicator.targets.iter().map(|target| plain(&target.text)).collect();
                nation.indicators.push((plain(&indicator.name), plain(&indicator.unit), targets));
            }
        }
        nation
    }

    fn write(&self, name: &str, text: &str) -> std::io::Result<()> {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        fs::write(path, text)
    }

    fn registry(&self) -> String {
        let mut text = "# Cơ quan minh họa, không có thật.\n".to_owned();
        for Agency { id, name } in &self.agencies {
            let kind = if name.starts_with("Sở") { "so" } else { "khac" };
            let _ = write!(
                text,
                "\n[[agency]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"{kind}\"\ncollective = false\nspellings = []\n"
            );
        }
        text
    }

    /// The agency of a plan's row: each plan has some agencies that do most of its work.
    fn agency_of(&mut self, plan: usize) -> usize {
        let crew = self.agencies.len().min(OFFICES.len() + 6);
        (plan * OFFICES.len() + self.dice.roll(crew)) % self.agencies.len()
    }

    fn plan(&mut self, number: usize, tasks: usize) -> std::io::Result<()> {
        let province = PROVINCES[number % PROVINCES.len()];
        let id = format!("minh-hoa-{number}");
        let title = format!(
            "Phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số {province} năm 2026 (kế hoạch minh họa số {number})"
        );
        let manifest = format!(
            "title = \"{title}\"\nshort_title = \"Kế hoạch minh họa {number}, {province}\"\nkind = \"Kế hoạch\"\nnumber = \"{number}/KH-MH\"\ndate = \"2026-01-15\"\nissuer = \"UBND {province} (minh họa)\"\nperiod_start = \"2026-01-01\"\nperiod_end = \"2026-12-31\"\n"
        );
        self.write(&format!("seeds/plans/{id}/plan.toml"), &manifest)?;
        let mut text = format!(
            "# KẾ HOẠCH (MINH HỌA)\n\n**{title}**\n\nVăn bản này do máy ghép ra để thử, không có thật.\n\n"
        );
        self.indicators_table(&mut text, number, &id, tasks.div_ceil(TASKS_AN_INDICATOR));
        self.tasks_table(&mut text, number, &id, province, tasks);
        self.write(&format!("seeds/plans/{id}/document.txt"), &text)
    }

    fn indicators_table(&mut self, text: &mut String, plan: usize, id: &str, count: usize) {
        text.push_str("**Phụ lục I**\n**DANH MỤC CHỈ TIÊU**\n\n| TT | Chỉ tiêu cụ thể | Đơn vị tính | Cơ quan chủ trì | Mục tiêu năm 2026 | Mục tiêu hết năm 2030 |\n|---|---|---|---|---|---|\n");
        for number in 1..=count {
            let agency = self.agency_of(plan);
            let at = self.dice.roll(self.indicators.len());
            let place = commune(self.dice.roll(usize::MAX));
            let (name, unit, targets) = &self.indicators[at];
            let name = name.trim_end_matches('.');
            let _ = writeln!(
                text,
                "| {number} | {name} tại xã {place} | {unit} | {} | {} | {} |",
                self.agencies[agency].name, targets[0], targets[1]
            );
            let unit = unit.clone();
            self.values.push(Item { id: format!("{id}-ct-{number}"), agency, unit });
        }
    }

    fn tasks_table(
        &mut self,
        text: &mut String,
        plan: usize,
        id: &str,
        province: &str,
        count: usize,
    ) {
        text.push_str("\n**Phụ lục II**\n**DANH MỤC NHIỆM VỤ**\n\n| TT | Tên nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Ghi chú |\n|---|---|---|---|---|---|\n");
        let mut names = BTreeSet::new();
        for number in 0..count {
            let (section, row) = (number / TASKS_A_SECTION + 1, number % TASKS_A_SECTION + 1);
            let mark = roman(section);
            if row == 1 {
                let title = self.dice.pick(&self.sections).clone();
                let _ = writeln!(text, "| <b>{mark}</b> | <b>{title}</b> | | | | |");
            }
            let mut name = self.task_name(province);
            while !names.insert(name.clone()) {
                name = self.task_name(province);
            }
            let agency = self.agency_of(plan);
            let helpers: BTreeSet<usize> =
                (0..self.dice.roll(4)).map(|_| self.agency_of(plan)).collect();
            let helpers: Vec<&str> = helpers
                .into_iter()
                .filter(|helper| *helper != agency)
                .map(|helper| self.agencies[helper].name.as_str())
                .collect();
            let (deadline, note) = (self.dice.pick(&DEADLINES), self.dice.pick(&self.notes));
            let _ = writeln!(
                text,
                "| {row} | {name} | {} | {} | {deadline} | {note} |",
                self.agencies[agency].name,
                helpers.join("; ")
            );
            let item = format!("{id}-nv-{}-{row}", mark.to_lowercase());
            self.tasks.push(Item { id: item, agency, unit: String::new() });
        }
    }

    fn task_name(&mut self, province: &str) -> String {
        let start = self.dice.pick(&self.starts).trim_end_matches('.').to_owned();
        let end = self.dice.pick(&self.ends).trim_end_matches('.').to_owned();
        let place = commune(self.dice.roll(usize::MAX));
        match self.dice.roll(3) {
            0 => format!("{start} tại xã {place}, {province}"),
            1 => format!("{start}, {end}"),
            _ => format!("{start}, {end} tại xã {place}"),
        }
    }

    /// Every agency reports nine of ten of its items.
    fn snapshot(&mut self, at: usize, period: &str, day: &str) -> std::io::Result<()> {
        let folder = format!("seeds/snapshots/{period}");
        let mut manifest = format!(
            "# Dữ liệu minh họa: mọi số liệu đều do máy ghép ra.\nperiod = \"{period}\"\nas_of = \"{day}\"\nillustrative = true\n"
        );
        for Agency { id, .. } in &self.agencies {
            let _ = write!(manifest, "\n[[received]]\nagency = \"{id}\"\non = \"{day}\"\n");
        }
        let mut tasks =
            "Cơ quan báo cáo,Mã,Tình trạng,Ngày hoàn thành,Kết quả,Minh chứng\n".to_owned();
        for item in &self.tasks {
            if self.dice.roll(10) == 0 {
                continue;
            }
            // Work once done stays done, so the same draw for every period, with more of it each time.
            let mut lot = Dice(
                item.id
                    .bytes()
                    .fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte))),
            );
            let is_done = lot.roll(10) <= 2 * at;
            let status = if is_done { STATUSES[1] } else { STATUSES[lot.roll(2) * 2] };
            let done = if is_done { "2026-03-20" } else { "" };
            let result = lot.pick(&RESULTS);
            let _ = writeln!(
                tasks,
                "{},{},{status},{done},\"{result} (minh họa)\",https://vi-du.example/minh-hoa/{}",
                self.agencies[item.agency].id, item.id, item.id
            );
        }
        let mut values = "Cơ quan báo cáo,Mã,Giá trị,Đơn vị tính,Ngày của số liệu,Tính chất (luỹ kế / trong kỳ),Nguồn số liệu\n".to_owned();
        for item in &self.values {
            if self.dice.roll(10) == 0 {
                continue;
            }
            let value = 10 + at * 15 + self.dice.roll(20);
            let _ = writeln!(
                values,
                "{},{},{value},\"{}\",{day},luỹ kế,Số liệu minh họa",
                self.agencies[item.agency].id, item.id, item.unit
            );
        }
        self.write(&format!("{folder}/snapshot.toml"), &manifest)?;
        self.write(&format!("{folder}/minh-hoa-nhiem-vu.csv"), &tasks)?;
        self.write(&format!("{folder}/minh-hoa-chi-tieu.csv"), &values)
    }
}

/// The offices of every province first, then communes without end.
fn agency(number: usize) -> Agency {
    let offices = OFFICES.len() * PROVINCES.len();
    let name = if number < offices {
        let province = PROVINCES[number / OFFICES.len()];
        format!("{} {province}", OFFICES[number % OFFICES.len()])
    } else {
        let number = number - offices;
        let province = PROVINCES[number % PROVINCES.len()];
        let place = commune(number / PROVINCES.len());
        match number / PROVINCES.len() / (FIRST.len() * SECOND.len()) {
            0 => format!("UBND xã {place}, {province}"),
            again => format!("UBND xã {place} {again}, {province}"),
        }
    };
    Agency { id: Id::slug(&name), name }
}

fn commune(number: usize) -> String {
    let first = FIRST[number % FIRST.len()];
    let second = SECOND[number / FIRST.len() % SECOND.len()];
    format!("{first} {second}")
}

/// Text for a cell of a table.
fn plain(text: &str) -> String {
    text.replace(['|', '\n', '"'], " ").trim().to_owned()
}

fn roman(mut number: usize) -> String {
    let mut text = String::new();
    for (value, digits) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            text.push_str(digits);
            number -= value;
        }
    }
    text
}
