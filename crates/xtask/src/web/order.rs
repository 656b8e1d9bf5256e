//! Owns the order of the functions in a WebAssembly module: those that resemble each other stand side by side.
//!
//! The order means nothing to the program, but brotli writes a repetition in fewer bits when it is near. What resembles
//! what is said by [`likeness`]; here a module is read, and written anew with every number of a function changed. Places
//! in the table of functions stay as they are, because data and other modules hold them.

mod likeness;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, CustomSectionReader, FunctionSectionReader, Operator, Parser, Payload, TypeRef};

use crate::files;

/// Numbers below this are kept for what is called most. Below 128 they take one byte in a call, but of the first dozens alone
/// that is worth more than likeness: 32, 64 and 128 give 863,630, 864,011 and 865,336 bytes of brotli for all modules.
const SHORT: usize = 32;

/// What names are for: people who read a stack. They would have to be put in order too, and no release has any.
const NAMES: &str = "name";

/// Puts the functions in order in every module that Trunk made. The names of the files stay: a module does the same before
/// and after.
pub(super) fn finish(dist: &Path) -> Result<()> {
    for file in files::walk_extension(dist, "wasm")? {
        let module = ordered(&fs::read(&file)?).with_context(|| format!("in {}", file.display()))?;
        files::write(&file, module)?;
    }
    Ok(())
}

/// The module with its functions in an order that packs better, and without their names.
pub(super) fn ordered(module: &[u8]) -> Result<Vec<u8>> {
    let content = Content::of(module)?;
    let mut order = Order::new(content.imported, content.order())?;
    let mut whole = Module::new();
    order
        .parse_core_module(&mut whole, Parser::new(0), module)
        .map_err(|error| anyhow!("the functions cannot be ordered: {error}"))?;
    Ok(whole.finish())
}

/// What the order is made of.
#[derive(Default)]
struct Content<'a> {
    /// How many functions the module imports; they have the first numbers and keep them.
    imported: u32,
    bodies: Vec<&'a [u8]>,
    /// How often each number is called.
    calls: BTreeMap<u32, u32>,
}

impl<'a> Content<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let mut content = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        content.imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    content.bodies.push(module.get(range).context("a function ends after its module")?);
                    for operator in body.get_operators_reader()? {
                        if let Operator::Call { function_index } = operator? {
                            *content.calls.entry(function_index).or_default() += 1;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(content)
    }

    /// The functions as they are to stand. Those that are called most come first, so that their numbers stay short.
    fn order(&self) -> Vec<usize> {
        let mut often: Vec<(u32, usize)> =
            (self.imported..).zip(0..self.bodies.len()).map(|(number, own)| (self.calls(number), own)).collect();
        often.sort_by_key(|(calls, own)| (std::cmp::Reverse(*calls), *own));
        let short = SHORT.saturating_sub(self.imported as usize).min(often.len());
        let mut rest: Vec<usize> = often.split_off(short).into_iter().map(|(_, own)| own).collect();
        rest.sort_unstable();
        let bodies: Vec<&[u8]> = rest.iter().map(|own| self.bodies[*own]).collect();
        let alike = likeness::order(&bodies).into_iter().map(|place| rest[place]);
        often.into_iter().map(|(_, own)| own).chain(alike).collect()
    }

    fn calls(&self, number: u32) -> u32 {
        self.calls.get(&number).copied().unwrap_or(0)
    }
}

/// The new order, both ways.
struct Order {
    imported: u32,
    /// Which function comes first, second, and so on; imported ones are not counted.
    order: Vec<usize>,
    /// The new number of each.
    numbers: Vec<u32>,
}

impl Order {
    fn new(imported: u32, order: Vec<usize>) -> Result<Self> {
        let mut numbers = vec![None; order.len()];
        for (number, own) in (imported..).zip(&order) {
            *numbers.get_mut(*own).context("a function that is not there")? = Some(number);
        }
        let numbers = numbers.into_iter().collect::<Option<Vec<u32>>>().context("a function is left out")?;
        Ok(Self { imported, order, numbers })
    }

    /// What a section says of each function, in the new order.
    fn sorted<T: Clone>(&self, own: &[T]) -> Result<Vec<T>, Error<Unknown>> {
        if own.len() != self.order.len() {
            return Err(Error::UserError(Unknown(own.len())));
        }
        Ok(self.order.iter().map(|place| own[*place].clone()).collect())
    }
}

/// A number, or a count, that fits no function of the module.
#[derive(Debug)]
struct Unknown(usize);

impl fmt::Display for Unknown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} fits no function", self.0)
    }
}

impl std::error::Error for Unknown {}

impl Reencode for Order {
    type Error = Unknown;

    fn function_index(&mut self, own: u32) -> Result<u32, Error<Unknown>> {
        let Some(place) = own.checked_sub(self.imported) else { return Ok(own) };
        let place = place as usize;
        self.numbers.get(place).copied().ok_or(Error::UserError(Unknown(place)))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Unknown>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for own in self.sorted(&types)? {
            functions.function(self.type_index(own)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Unknown>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for body in self.sorted(&bodies)? {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Unknown>> {
        if section.name() != NAMES {
            module.section(&self.custom_section(section)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, ImportSection,
        Instruction, NameMap, NameSection, RefType, StartSection, TableSection, TableType, TypeSection, ValType,
    };
    use wasmparser::{ElementItems, Validator};

    use super::*;

    /// How many functions the module of the tests has besides the imported one.
    const OWN: u32 = 400;
    /// The one that all others call.
    const CALLED: u32 = 398;
    const KINDS: u32 = 3;

    /// A function that says its name, names another, calls one, and resembles the ones of its kind.
    fn body(name: u32) -> Function {
        let mut body = Function::new([]);
        body.instruction(&Instruction::I32Const(name.cast_signed())).instruction(&Instruction::Drop);
        for step in 0..20_u32 {
            let noise = (step * KINDS + name % KINDS).wrapping_mul(0x9e37_79b9);
            body.instruction(&Instruction::I32Const(noise.cast_signed())).instruction(&Instruction::Drop);
        }
        body.instruction(&Instruction::RefFunc(1 + (name + 5) % OWN)).instruction(&Instruction::Drop);
        body.instruction(&Instruction::Call(if name == CALLED { 0 } else { 1 + CALLED }));
        if name % 2 == 1 {
            body.instruction(&Instruction::I64Const(7));
        }
        body.instruction(&Instruction::End);
        body
    }

    fn module() -> Vec<u8> {
        let (mut types, mut imports, mut functions) =
            (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([], []);
        types.ty().function([], [ValType::I64]);
        imports.import("page", "hear", EntityType::Function(0));
        let (mut code, mut tables, mut exports) = (CodeSection::new(), TableSection::new(), ExportSection::new());
        for name in 0..OWN {
            functions.function(name % 2);
            code.function(&body(name));
        }
        let element_type = RefType::FUNCREF;
        tables.table(TableType { element_type, minimum: 500, maximum: None, table64: false, shared: false });
        exports.export("seven", ExportKind::Func, 1 + 7).export("hear", ExportKind::Func, 0);
        let mut elements = ElementSection::new();
        let all: Vec<u32> = (0..=OWN).collect();
        elements.active(Some(0), &ConstExpr::i32_const(1), Elements::Functions(all.into()));
        let (mut names, mut map) = (NameSection::new(), NameMap::new());
        map.append(1, "first");
        names.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&exports);
        module.section(&StartSection { function_index: 1 + 4 }).section(&elements).section(&code).section(&names);
        module.finish()
    }

    /// What a module says of its functions by number, and the name of each, where the imported one has none.
    #[derive(Default)]
    struct Read {
        names: Vec<Option<i32>>,
        types: Vec<u32>,
        /// Which each refers to and which it calls.
        uses: Vec<[u32; 2]>,
        exports: Vec<(String, u32)>,
        start: u32,
        places: Vec<u32>,
        custom: usize,
    }

    /// The same by name: it must not depend on the order.
    type Meaning = (BTreeMap<Option<i32>, (u32, Vec<Option<i32>>)>, Vec<(String, Option<i32>)>, Vec<Option<i32>>);

    impl Read {
        fn new(module: &[u8]) -> Self {
            Validator::new().validate_all(module).unwrap();
            let mut read = Self { names: vec![None], ..Self::default() };
            for payload in Parser::new(0).parse_all(module) {
                match payload.unwrap() {
                    Payload::FunctionSection(section) => read.types = section.into_iter().map(Result::unwrap).collect(),
                    Payload::StartSection { func, .. } => read.start = func,
                    Payload::ExportSection(section) => {
                        let exports = section.into_iter().map(Result::unwrap);
                        read.exports = exports.map(|export| (export.name.to_owned(), export.index)).collect();
                    }
                    Payload::ElementSection(section) => {
                        for element in section {
                            let ElementItems::Functions(functions) = element.unwrap().items else { continue };
                            read.places.extend(functions.into_iter().map(Result::unwrap));
                        }
                    }
                    Payload::CodeSectionEntry(body) => read.function(&body),
                    Payload::CustomSection(_) => read.custom += 1,
                    _ => {}
                }
            }
            read
        }

        fn function(&mut self, body: &wasmparser::FunctionBody<'_>) {
            let (mut name, mut uses) = (None, [0; 2]);
            for operator in body.get_operators_reader().unwrap() {
                match operator.unwrap() {
                    Operator::I32Const { value } => name = name.or(Some(value)),
                    Operator::RefFunc { function_index } => uses[0] = function_index,
                    Operator::Call { function_index } => uses[1] = function_index,
                    _ => {}
                }
            }
            self.names.push(name);
            self.uses.push(uses);
        }

        fn named(&self, numbers: &[u32]) -> Vec<Option<i32>> {
            numbers.iter().map(|number| self.names[*number as usize]).collect()
        }

        fn meaning(&self) -> Meaning {
            let functions = self.names[1..].iter().zip(&self.types).zip(&self.uses);
            let functions = functions.map(|((name, ty), uses)| (*name, (*ty, self.named(uses)))).collect();
            let exports = self.exports.iter().map(|(name, number)| (name.clone(), self.named(&[*number])[0])).collect();
            let mut places = self.named(&self.places);
            places.extend(self.named(&[self.start]));
            (functions, exports, places)
        }
    }

    #[test]
    fn every_number_still_means_the_function_it_meant() {
        let module = module();
        let ordered = ordered(&module).unwrap();
        let (before, after) = (Read::new(&module), Read::new(&ordered));
        assert_ne!(before.names, after.names, "nothing was put in another order");
        assert_eq!(before.meaning(), after.meaning());
        assert_eq!((before.custom, after.custom), (1, 0), "names would be wrong now");
    }

    #[test]
    fn what_is_called_most_comes_first_and_likeness_rules_behind_the_short_numbers() {
        let after = Read::new(&ordered(&module()).unwrap());
        assert_eq!(after.names[1], Some(CALLED.cast_signed()));
        let kinds: Vec<i32> = after.names[SHORT..].iter().map(|name| name.unwrap() % KINDS.cast_signed()).collect();
        let changes = kinds.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(changes, KINDS as usize - 1, "{kinds:?}");
    }

    #[test]
    fn the_order_is_the_same_every_time() {
        let module = module();
        assert_eq!(ordered(&module).unwrap(), ordered(&module).unwrap());
    }

    #[test]
    fn what_cannot_be_read_and_an_order_with_holes_are_errors() {
        assert!(ordered(b"nothing").is_err());
        assert!(Order::new(1, vec![0, 0]).is_err() && Order::new(1, vec![2, 0]).is_err());
        assert!(Order::new(1, vec![1, 0]).unwrap().function_index(3).is_err());
    }
}
