//! Owns making one module of several pieces of the program.
//!
//! The pieces share the program's memory, its table of functions and its globals, and reach each other through the
//! table. Joined they are smaller than side by side, and what one calls in another can be called directly.

use std::fmt;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, FunctionSection, ImportSection, Module, TypeSection,
};
use wasmparser::{Parser, Payload, TypeRef};

/// One module with the content of all.
pub(super) fn joined<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>> {
    let mut whole = Whole::default();
    for piece in pieces {
        whole.add(piece)?;
    }
    Ok(whole.finish())
}

#[derive(Default)]
struct Whole {
    types: TypeSection,
    imports: ImportSection,
    functions: FunctionSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
    /// What is imported, by the name it has outside: its kind and its number among those of its kind.
    imported: Vec<(String, Kind, u32)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Memory,
    Table,
    Global,
}

impl Whole {
    fn add(&mut self, piece: &[u8]) -> Result<()> {
        let mut shift = Shift {
            types: self.types.len(),
            functions: self.functions.len(),
            elements: self.elements.len(),
            data: self.data.len(),
            ..Shift::default()
        };
        for payload in Parser::new(0).parse_all(piece) {
            match payload? {
                Payload::TypeSection(section) => shift.parse_type_section(&mut self.types, section)?,
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        self.import(&mut shift, import?)?;
                    }
                }
                Payload::FunctionSection(section) => shift.parse_function_section(&mut self.functions, section)?,
                Payload::ElementSection(section) => shift.parse_element_section(&mut self.elements, section)?,
                Payload::CodeSectionEntry(body) => shift.parse_function_body(&mut self.code, body)?,
                Payload::DataSection(section) => shift.parse_data_section(&mut self.data, section)?,
                Payload::ExportSection(section) if section.count() == 0 => {}
                Payload::Version { .. }
                | Payload::DataCountSection { .. }
                | Payload::CodeSectionStart { .. }
                // Names and notes on producers are for people, and pieces are read by none.
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                other => bail!("a piece has a section that no piece had so far: {other:?}"),
            }
        }
        Ok(())
    }

    /// Imports what was not imported yet, and tells the piece the number of what was.
    fn import(&mut self, shift: &mut Shift, import: wasmparser::Import<'_>) -> Result<()> {
        let (kind, own) = match import.ty {
            TypeRef::Memory(_) => (Kind::Memory, &mut shift.memories),
            TypeRef::Table(_) => (Kind::Table, &mut shift.tables),
            TypeRef::Global(_) => (Kind::Global, &mut shift.globals),
            other => bail!("a piece imports {}.{}, a {other:?}", import.module, import.name),
        };
        let name = format!("{}.{}", import.module, import.name);
        let known = self.imported.iter().find(|known| known.0 == name && known.1 == kind).map(|known| known.2);
        let number = match known {
            Some(number) => number,
            None => {
                let number = self.imported.iter().filter(|known| known.1 == kind).count();
                let number = u32::try_from(number).context("too many imports")?;
                self.imported.push((name, kind, number));
                // Memories, tables and globals of numbers have no types whose numbers would move.
                let kind = RoundtripReencoder.entity_type(import.ty)?;
                self.imports.import(import.module, import.name, kind);
                number
            }
        };
        own.push(number);
        Ok(())
    }

    fn finish(self) -> Vec<u8> {
        let mut module = Module::new();
        module.section(&self.types).section(&self.imports).section(&self.functions).section(&self.elements);
        module.section(&DataCountSection { count: self.data.len() }).section(&self.code).section(&self.data);
        module.finish()
    }
}

/// By how much the numbers of one piece move, and which numbers its imports have in the whole.
#[derive(Default)]
struct Shift {
    types: u32,
    functions: u32,
    elements: u32,
    data: u32,
    memories: Vec<u32>,
    tables: Vec<u32>,
    globals: Vec<u32>,
}

/// A number that a piece uses for something it neither has nor imports.
#[derive(Debug)]
struct NotImported(u32);

impl fmt::Display for NotImported {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "number {} is not imported", self.0)
    }
}

impl std::error::Error for NotImported {}

fn imported(numbers: &[u32], own: u32) -> Result<u32, Error<NotImported>> {
    let number = usize::try_from(own).ok().and_then(|own| numbers.get(own));
    number.copied().ok_or(Error::UserError(NotImported(own)))
}

impl Reencode for Shift {
    type Error = NotImported;

    fn type_index(&mut self, own: u32) -> Result<u32, Error<NotImported>> {
        Ok(own + self.types)
    }

    fn function_index(&mut self, own: u32) -> Result<u32, Error<NotImported>> {
        Ok(own + self.functions)
    }

    fn element_index(&mut self, own: u32) -> Result<u32, Error<NotImported>> {
        Ok(own + self.elements)
    }

    fn data_index(&mut self, own: u32) -> Result<u32, Error<NotImported>> {
        Ok(own + self.data)
    }

    fn memory_index(&mut self, own: u32) -> Result<u32, Error<NotImported>> {
        imported(&self.memories, own)
    }

    fn table_index(&mut self, own: u32) -> Result<u32, Error<NotImported>> {
        imported(&self.tables, own)
    }

    fn global_index(&mut self, own: u32) -> Result<u32, Error<NotImported>> {
        imported(&self.globals, own)
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, Elements, EntityType, Function, GlobalType, Instruction, MemArg, MemoryType, RefType, TableType,
        ValType,
    };
    use wasmparser::Validator;

    use super::*;

    /// A piece that imports what pieces import, has one function at `place` of the table, and some data there.
    fn piece(place: i32, takes: &[ValType], global_first: bool) -> Vec<u8> {
        let (mut types, mut imports, mut functions) =
            (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([], []);
        types.ty().function(takes.to_vec(), []);
        let globals = if global_first { ["stack", "thread"] } else { ["thread", "stack"] };
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        let table =
            TableType { element_type: RefType::FUNCREF, minimum: 9, maximum: None, table64: false, shared: false };
        imports.import("program", "memory", EntityType::Memory(memory));
        imports.import("program", "table", EntityType::Table(table));
        for global in globals {
            let number = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
            imports.import("program", global, EntityType::Global(number));
        }
        functions.function(1);
        let mut elements = ElementSection::new();
        elements.active(Some(0), &ConstExpr::i32_const(place), Elements::Functions([0].as_slice().into()));
        let mut body = Function::new([]);
        body.instruction(&Instruction::GlobalGet(0));
        body.instruction(&Instruction::I32Load(MemArg { offset: 0, align: 0, memory_index: 0 }));
        body.instruction(&Instruction::CallIndirect { type_index: 0, table_index: 0 });
        body.instruction(&Instruction::End);
        let mut code = CodeSection::new();
        code.function(&body);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(place), *b"lepas");
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements);
        module.section(&code).section(&data);
        module.finish()
    }

    #[test]
    fn the_whole_is_valid_and_has_what_the_pieces_have() {
        let (one, other) = (piece(3, &[], true), piece(5, &[ValType::I64], false));
        let whole = joined([one.as_slice(), other.as_slice()]).unwrap();
        Validator::new().validate_all(&whole).unwrap();
        let (mut imports, mut globals, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&whole) {
            match payload.unwrap() {
                Payload::ImportSection(section) => {
                    imports = section.into_imports().map(|import| import.unwrap().name).collect();
                }
                Payload::CodeSectionEntry(body) => {
                    let mut reader = body.get_operators_reader().unwrap();
                    if let wasmparser::Operator::GlobalGet { global_index } = reader.read().unwrap() {
                        globals.push(imports[2 + global_index as usize]);
                    }
                }
                Payload::ElementSection(section) => {
                    places.extend(section.into_iter().map(|element| match element.unwrap().items {
                        wasmparser::ElementItems::Functions(functions) => {
                            functions.into_iter().collect::<Result<Vec<_>, _>>().unwrap()
                        }
                        wasmparser::ElementItems::Expressions(..) => Vec::new(),
                    }))
                }
                _ => {}
            }
        }
        assert_eq!(imports, ["memory", "table", "stack", "thread"], "each import once");
        assert_eq!(globals, ["stack", "thread"], "each piece reads the global it named first");
        assert_eq!(places, [vec![0], vec![1]], "each function is at the place it had");
    }

    #[test]
    fn what_is_no_piece_is_an_error() {
        assert!(joined([b"nothing".as_slice()]).is_err());
    }
}
