//! Lines to copy that open a dataset in the programs people use, with every value kept.
//!
//! Programs that guess the types of a CSV file make 1.1 of a task's number 1.10; so the lines name each column's type,
//! from the schema of the table.

use std::fmt::Write as _;

use serde::Serialize;

use crate::data::Summary;
use crate::data::schema::{Column, Type};

/// How to open a file of a dataset with a program.
#[derive(Clone, Debug, Serialize)]
pub struct Recipe {
    /// The program.
    pub program: &'static str,
    /// What to do with the lines, a sentence.
    pub hint: &'static str,
    /// Lines to copy.
    pub lines: String,
}

/// The recipes for a dataset whose files stand below the address `base`, for the formats it has; none without CSV.
/// `workbook` is the path of the one with all tables.
pub(in crate::view) fn recipes(base: &str, set: &Summary, workbook: &str) -> Vec<Recipe> {
    let url = |format: &str| {
        let file = set.files.iter().find(|file| file.format == format)?;
        Some((format!("{base}{}", file.path), file))
    };
    let Some((csv, file)) = url("CSV") else { return Vec::new() };
    let columns = set.dataset.columns;
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let duckdb = match url("Parquet") {
        Some((parquet, _)) => format!("SELECT * FROM '{parquet}';"),
        None => format!("SELECT * FROM read_csv('{csv}', all_varchar = true);"),
    };
    let recipe = |program, hint, lines| Recipe { program, hint, lines };
    vec![
        recipe(
            "Excel",
            "Chọn Dữ liệu, Lấy dữ liệu, Từ nguồn khác, Truy vấn trống; mở Trình soạn nâng cao rồi dán các dòng này. Mã \
             và số thứ tự như 1.10 giữ nguyên là chữ.",
            power_query(&csv, columns),
        ),
        recipe(
            "Google Trang tính",
            "Dán vào ô A1. Google tự đổi kiểu: số thứ tự 1.10 thành 1,1; cần giữ nguyên thì tải tệp Excel của mọi bảng \
             lên thay cho dòng này.",
            format!("=IMPORTDATA(\"{csv}\")"),
        ),
        recipe("Python, pandas", "Cần thư viện pandas.", pandas(&csv, columns)),
        recipe("Python, Polars", "Cần thư viện polars.", polars(&csv, columns)),
        recipe("R", "Không cần gói nào thêm.", r(&csv, columns)),
        recipe("DuckDB", "Truy vấn thẳng từ địa chỉ.", duckdb),
        recipe(
            "curl",
            "Tải về rồi đối chiếu mã kiểm.",
            format!(
                "curl --remote-name {csv}\necho \"{}  {name}\" | sha256sum --check",
                file.sha256
            ),
        ),
        recipe(
            "Python, pandas, tệp Excel",
            "Cần thư viện pandas và openpyxl. Tên cột là nhãn tiếng Việt; ô nào cũng giữ kiểu của nó trong tệp.",
            read_excel(&format!("{base}{workbook}"), set.dataset.title),
        ),
    ]
}

/// The columns of the kinds `is_kind` says, each as `form` writes it, joined by commas; nothing if there is none.
fn list(
    columns: &[Column],
    is_kind: impl Fn(Type) -> bool,
    form: impl Fn(&Column) -> String,
) -> Option<String> {
    let found: Vec<String> =
        columns.iter().filter(|column| is_kind(column.kind)).map(form).collect();
    (!found.is_empty()).then(|| found.join(", "))
}

fn is_date(kind: Type) -> bool {
    matches!(kind, Type::Date)
}

fn quoted(column: &Column) -> String {
    format!("\"{}\"", column.name)
}

fn pandas(csv: &str, columns: &[Column]) -> String {
    let word = |kind| match kind {
        Type::Integer => Some("Int64"),
        Type::Decimal => Some("Float64"),
        Type::Boolean => Some("boolean"),
        _ => None,
    };
    let typed = list(
        columns,
        |kind| word(kind).is_some(),
        |column| format!("{}: \"{}\"", quoted(column), word(column.kind).unwrap_or_default()),
    );
    let dates = list(columns, is_date, quoted)
        .map_or(String::new(), |dates| format!(",\n    parse_dates=[{dates}]"));
    format!(
        "from collections import defaultdict\nimport pandas as pd\nkieu = defaultdict(lambda: \"string\", {{{}}})\nbang = \
         pd.read_csv(\n    \"{csv}\",\n    dtype=kieu, keep_default_na=False, na_values=[\"\"]{dates})",
        typed.unwrap_or_default()
    )
}

/// Cells as the workbook has them: without `dtype` pandas makes a number of text that looks like one.
fn read_excel(workbook: &str, sheet: &str) -> String {
    format!(
        "import pandas as pd\nbang = pd.read_excel(\n    \"{workbook}\",\n    sheet_name=\"{sheet}\", dtype=object, \
         keep_default_na=False, na_values=[\"\"]).convert_dtypes()"
    )
}

fn polars(csv: &str, columns: &[Column]) -> String {
    let word = |kind| match kind {
        Type::Integer => Some("Int64"),
        Type::Decimal => Some("Float64"),
        Type::Boolean => Some("Boolean"),
        Type::Date => Some("Date"),
        _ => None,
    };
    let typed = list(
        columns,
        |kind| word(kind).is_some(),
        |column| format!("{}: pl.{}", quoted(column), word(column.kind).unwrap_or_default()),
    );
    let schema = typed.map_or(String::new(), |typed| format!(", schema_overrides={{{typed}}}"));
    format!("import polars as pl\nbang = pl.read_csv(\"{csv}\", infer_schema=False{schema})")
}

fn r(csv: &str, columns: &[Column]) -> String {
    let mut lines = format!(
        "bang <- read.csv(\"{csv}\", encoding = \"UTF-8\", colClasses = \"character\", na.strings = \"\")"
    );
    let numbers = list(columns, |kind| matches!(kind, Type::Integer | Type::Decimal), quoted);
    let switches = list(columns, |kind| matches!(kind, Type::Boolean), quoted);
    let dates = list(columns, is_date, quoted);
    let all = [(numbers, "as.numeric"), (switches, "as.logical"), (dates, "as.Date")];
    for (names, function) in all {
        if let Some(names) = names {
            let _ = write!(lines, "\nbang[c({names})] <- lapply(bang[c({names})], {function})");
        }
    }
    lines
}

/// A query in the language of Excel's Power Query: every column text but those of numbers, days and truth.
fn power_query(csv: &str, columns: &[Column]) -> String {
    let word = |kind| match kind {
        Type::Integer => "Int64.Type",
        Type::Decimal => "type number",
        Type::Boolean => "type logical",
        Type::Date => "type date",
        Type::Text | Type::List | Type::Enum(_) => "type text",
    };
    let typed =
        list(columns, |_| true, |column| format!("{{{}, {}}}", quoted(column), word(column.kind)));
    format!(
        "let\n    Tep = Csv.Document(Web.Contents(\"{csv}\"), [Delimiter = \",\", Encoding = 65001, QuoteStyle = \
         QuoteStyle.Csv]),\n    Bang = Table.PromoteHeaders(Tep, [PromoteAllScalars = false])\nin\n    \
         Table.TransformColumnTypes(Bang, {{{}}}, \"en-US\")",
        typed.unwrap_or_default()
    )
}
