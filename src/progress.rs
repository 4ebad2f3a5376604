//! The steps of a build, and who is told of them.

/// What a build does, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Reads the files of the sources.
    Load,
    /// Understands them.
    Read,
    /// Judges, joins and compares.
    Derive,
    /// Makes the open data and writes it into the spare tree.
    Data,
    /// Makes feeds and calendars, and what all pages share.
    Feeds,
    /// Makes the search index and what programs ask a site for first, and writes them into the spare tree.
    Search,
    /// Makes the pages and writes them into the spare tree.
    Render,
    /// Draws charts and the pictures shown with shared links, and writes them into the spare tree.
    Pictures,
    /// Makes the spare tree the published one.
    Publish,
}

impl Step {
    /// All of them in their order.
    pub const ALL: [Self; 9] = [
        Self::Load,
        Self::Read,
        Self::Derive,
        Self::Data,
        Self::Feeds,
        Self::Search,
        Self::Render,
        Self::Pictures,
        Self::Publish,
    ];

    /// Name for programs, words for people.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Load => ("load", "Đọc tệp"),
            Self::Read => ("read", "Hiểu văn bản, báo cáo"),
            Self::Derive => ("derive", "Xét trạng thái, so sánh"),
            Self::Data => ("data", "Dữ liệu mở"),
            Self::Feeds => ("feeds", "Nguồn tin và lịch"),
            Self::Render => ("render", "Dựng và ghi trang"),
            Self::Pictures => ("pictures", "Vẽ biểu đồ và hình"),
            Self::Search => ("search", "Chỉ mục tìm kiếm"),
            Self::Publish => ("publish", "Đổi sang bản mới"),
        }
    }
}

/// Is told what a build does. Nothing it does changes what is built.
pub trait Watch: Sync {
    /// A step begins, and the one before it is over. It consists of `parts`, where that is known beforehand.
    fn begin(&self, step: Step, parts: Option<usize>);

    /// A part of the step is done. Called from several threads.
    fn part(&self) {}

    /// A file of the site was made. Called from several threads.
    fn file(&self) {}

    /// There is something to say to whoever waits: a line in Vietnamese.
    fn tell(&self, _: &str) {}
}

/// Nobody watches.
impl Watch for () {
    fn begin(&self, _: Step, _: Option<usize>) {}
}
