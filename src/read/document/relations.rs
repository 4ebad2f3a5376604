//! Parts of an office package and how they are related.

use super::package::{Fault, Package};
use super::xml::{Xml, XmlFault};

/// The relationships of a part.
#[derive(Debug)]
pub(super) struct Relations {
    /// Folder of the part, with a slash at its end unless it is the root.
    folder: String,
    targets: Vec<Target>,
}

/// A part another one is related to.
#[derive(Debug)]
struct Target {
    id: String,
    /// Last word of the type.
    kind: String,
    path: String,
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
                        let id = element.attribute("Id").unwrap_or_default();
                        relations.targets.push(Target { id, kind, path });
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
        let targets = self.targets.iter().filter(|target| target.kind == kind);
        targets.map(|target| target.path.clone()).collect()
    }

    /// Path of the part related under an id.
    pub(super) fn of(&self, id: &str) -> Option<String> {
        self.targets.iter().find(|target| target.id == id).map(|target| target.path.clone())
    }

    /// Path of `name` in the folder of the part; `..` leads out of it.
    pub(super) fn beside(&self, name: &str) -> String {
        let mut folders: Vec<&str> = Vec::new();
        for folder in self.folder.split('/').chain(name.split('/')) {
            match folder {
                "" | "." => {}
                ".." => {
                    folders.pop();
                }
                folder => folders.push(folder),
            }
        }
        folders.join("/")
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
