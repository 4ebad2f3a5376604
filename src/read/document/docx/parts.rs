//! Parts of a DOCX package and how they are related.

use super::super::package::{Fault, Package};
use super::super::xml::{Xml, XmlFault};

/// The relationships of a part.
#[derive(Debug)]
pub(super) struct Relations {
    /// Folder of the part, with a slash at its end unless it is the root.
    folder: String,
    /// Last word of the type, and path of the part meant.
    targets: Vec<(String, String)>,
}

impl Relations {
    /// Reads the relationships of the part `of`, those of the package for no name; none if it has none.
    pub(super) fn read(package: &mut Package<'_>, of: &str) -> Result<Self, Fault> {
        let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut relations = Self { folder, targets: Vec::new() };
        let path = format!("{}_rels/{name}.rels", relations.folder);
        let Some(text) = part(package, &path)? else { return Ok(relations) };
        Xml::new(&text)
            .children(|xml, _root| {
                xml.children(|xml, element| {
                    let kind = element.attribute("Type").unwrap_or_default();
                    let is_outside = element.attribute("TargetMode").as_deref() == Some("External");
                    if let (Some(target), false) = (element.attribute("Target"), is_outside) {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        let path = match target.strip_prefix('/') {
                            Some(path) => path.to_owned(),
                            None => relations.beside(&target),
                        };
                        relations.targets.push((kind, path));
                    }
                    xml.skip()
                })
            })
            .map_err(fault)?;
        Ok(relations)
    }

    /// Path of the first part related as `kind`.
    pub(super) fn first(&self, kind: &str) -> Option<String> {
        self.all(kind).into_iter().next()
    }

    /// Paths of all parts related as `kind`.
    pub(super) fn all(&self, kind: &str) -> Vec<String> {
        self.targets
            .iter()
            .filter(|target| target.0 == kind)
            .map(|target| target.1.clone())
            .collect()
    }

    /// Path of `name` in the folder of the part.
    pub(super) fn beside(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}

/// The text of a part; nothing if there is no such part.
pub(super) fn part(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Fault> {
    let Some(bytes) = package.read(name)? else { return Ok(None) };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(Fault::Damaged(format!("phần `{name}` không phải UTF-8"))),
    }
}

/// What broken XML means for the package.
pub(super) fn fault(fault: XmlFault) -> Fault {
    match fault {
        XmlFault::TooLarge(detail) => Fault::TooLarge(detail),
        other => Fault::Damaged(other.message()),
    }
}
