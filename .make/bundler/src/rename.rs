//! Owns the names by which the main module and its JavaScript know each other: short ones in the place of those that end in
//! a hash of the linker, which no compression makes smaller.

use std::collections::BTreeMap;
use std::convert::Infallible;

use eyre::{Result, ensure};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Imports, Parser};

type Done = Result<(), Error<Infallible>>;

/// The new names by the old ones, and how many of them were used.
struct Rename(&'static BTreeMap<String, String>, usize);

impl Rename {
    fn name<'a>(&mut self, name: &'a str) -> &'a str {
        let new = self.0.get(name);
        self.1 += usize::from(new.is_some());
        new.map_or(name, String::as_str)
    }
}

impl Reencode for Rename {
    type Error = Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, mut imports: Imports) -> Done {
        if let Imports::Single(_, import) = &mut imports {
            import.name = self.name(import.name);
        }
        utils::parse_imports(self, section, imports)
    }

    fn parse_export(&mut self, section: &mut ExportSection, export: Export) -> Done {
        let name = self.name(export.name);
        utils::parse_export(self, section, Export { name, ..export })
    }
}

/// The module with new names for its imports and exports. It must have each of the old ones.
pub(crate) fn rename(wasm: &[u8], names: BTreeMap<String, String>) -> Result<Vec<u8>> {
    let (names, mut module) = (Box::leak(Box::new(names)), Module::new());
    let mut rename = Rename(names, 0);
    rename.parse_core_module(&mut module, Parser::new(0), wasm)?;
    ensure!(rename.1 == names.len(), "the JavaScript uses names that the module has not");
    Ok(module.finish())
}
