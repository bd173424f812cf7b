import { join } from 'node:path'
import ts from 'typescript'
import { type ReasonName, reasons } from '../../src/shared/reasons/index.ts'
import { project } from './places.ts'

/**
 * What each operation of the router can fail for, read from the code: every `new Failure('…')` that can be reached
 * from its handler by calls. A failure that is caught on the way is counted too.
 */
export function failuresOf(): Map<string, Set<string>> {
  const router = join(project, 'src/main/api/router.ts')
  const { config } = ts.readConfigFile(join(project, 'tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, project)
  const program = ts.createProgram([router], {
    ...options,
    composite: false,
    noEmit: true,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
  })
  const reach = new Reach(program)
  const source = program.getSourceFile(router)
  if (!source) throw new Error('no router')
  const found = new Map<string, Set<string>>()
  const groups = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer)) {
      const called = node.initializer.expression.getText()
      const operation = /^os\.(\w+\.\w+)\.handler$/.exec(called)?.[1]
      if (operation) found.set(operation, reach.codesFrom(node.initializer))
      else if (/Routes$/.test(called))
        for (const [name, codes] of reach.routesIn(node.initializer))
          found.set(`${node.name.getText()}.${name}`, codes)
    }
    ts.forEachChild(node, groups)
  }
  groups(source)
  return found
}

class Reach {
  private readonly checker: ts.TypeChecker

  /** Names that something of ours is declared under; asking for the types of all others would take long. */
  private readonly known = new Set<string>()

  constructor(program: ts.Program) {
    this.checker = program.getTypeChecker()
    const collect = (node: ts.Node): void => {
      if (
        isOurs(node) &&
        (ts.isFunctionLike(node) || ts.isClassDeclaration(node) || holdsAFunction(node)) &&
        node.name
      )
        this.known.add(node.name.getText())
      ts.forEachChild(node, collect)
    }
    program.getSourceFiles().forEach(collect)
  }

  /** Operations of a function that returns an object of handlers. */
  routesIn(call: ts.CallExpression): [string, Set<string>][] {
    const routes: [string, Set<string>][] = []
    const look = (node: ts.Node): void => {
      const own = ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer)
      const operation = own
        ? /^os\.(\w+)\.handler$/.exec(node.initializer.expression.getText())?.[1]
        : undefined
      if (operation) routes.push([operation, this.codesFrom(node)])
      ts.forEachChild(node, look)
    }
    for (const body of this.bodiesOf(call.expression)) look(body)
    return routes
  }

  codesFrom(start: ts.Node): Set<string> {
    const seen = new Set<ts.Node>()
    const named = { thrown: new Set<string>(), made: new Set<string>(), passesOn: false }
    const visit = (node: ts.Node): void => {
      if (seen.has(node)) return
      seen.add(node)
      note(node, named)
      if (ts.isIdentifier(node)) for (const body of this.bodiesOf(node)) visit(body)
      // Of a service one function is used, not all.
      if (
        ts.isPropertyAccessExpression(node) &&
        this.bodiesOf(node.name).length > 0 &&
        ts.isIdentifier(node.expression)
      )
        visit(node.name)
      else ts.forEachChild(node, visit)
    }
    visit(start)
    const names = [...named.thrown, ...(named.passesOn ? named.made : [])] as ReasonName[]
    return new Set(names.flatMap((name) => reasons[name].code ?? []))
  }

  /** What runs where a name of ours is used: a function, a getter, a constructor, what a constant is made of. */
  private bodiesOf(name: ts.Node): ts.Node[] {
    const { parent } = name
    // What a call gives back is no service of ours: mostly a step of a query, whose type takes long to find.
    const ofAnAnswer =
      ts.isPropertyAccessExpression(parent) && parent.name === name && ts.isCallExpression(parent.expression)
    if (ofAnAnswer || !this.known.has(name.getText())) return []
    let symbol = ts.isShorthandPropertyAssignment(parent)
      ? this.checker.getShorthandAssignmentValueSymbol(parent)
      : this.checker.getSymbolAtLocation(name)
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = this.checker.getAliasedSymbol(symbol)
    return (symbol?.declarations ?? []).flatMap((declaration) => {
      if (!isOurs(declaration)) return []
      if (ts.isClassDeclaration(declaration))
        return declaration.members.filter(
          (member) => ts.isConstructorDeclaration(member) || ts.isPropertyDeclaration(member),
        )
      if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration))
        return declaration.initializer ? [declaration.initializer] : []
      if (ts.isShorthandPropertyAssignment(declaration)) return this.bodiesOf(declaration.name)
      return ts.isFunctionLike(declaration) && 'body' in declaration && declaration.body
        ? [declaration.body]
        : []
    })
  }
}

function note(node: ts.Node, named: { thrown: Set<string>; made: Set<string>; passesOn: boolean }): void {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return
  const called = node.expression.getText()
  const [first] = node.arguments ?? []
  if (called === 'failureFor') named.passesOn = true
  if (!first || !ts.isStringLiteral(first)) return
  if (called === 'Failure') named.thrown.add(first.text)
  if (called === 'reasonOf') named.made.add(first.text)
}

const isOurs = (node: ts.Node) => /src\/main\/(api|engine|dicom|files)\//.test(node.getSourceFile().fileName)

/** A constant or property of a function, or of an object or list that can hold some. */
const holdsAFunction = (
  node: ts.Node,
): node is ts.VariableDeclaration | ts.PropertyAssignment | ts.ShorthandPropertyAssignment =>
  ts.isShorthandPropertyAssignment(node) ||
  ((ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) &&
    node.initializer !== undefined &&
    (ts.isArrowFunction(node.initializer) ||
      ts.isIdentifier(node.initializer) ||
      ts.isObjectLiteralExpression(node.initializer) ||
      ts.isArrayLiteralExpression(node.initializer)))
