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
  const found = new Map<string, Set<string>>()
  const look = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer)) {
      const called = node.initializer.expression.getText()
      const [, guard, operation] = /^(\w+)\.(\w+\.\w+)\.handler$/.exec(called) ?? []
      if (guard && operation) found.set(operation, reach.codesFrom(node.initializer, guardNamed(node, guard)))
    }
    ts.forEachChild(node, look)
  }
  for (const source of program.getSourceFiles()) if (/src\/main\/api\//.test(source.fileName)) look(source)
  return found
}

/** What is made before all handlers of a file, and lets a call through to some: `const see = studyOperation('see')`. */
function guardNamed(handler: ts.Node, name: string): ts.Node {
  const guard = handler
    .getSourceFile()
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find((declaration) => declaration.name.getText() === name)
  if (!guard) throw new Error(`${name} lets nobody through`)
  return guard
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

  codesFrom(...starts: readonly ts.Node[]): Set<string> {
    const names: string[] = []
    this.walk(starts, (call) => {
      const name = firstWord(call)
      if (name !== undefined && called(call, 'Failure')) names.push(name)
      // A reason that came as a value was made by what the same function calls.
      if (called(call, 'failureFor'))
        this.walk([ts.findAncestor(call, ts.isFunctionLike) ?? call], (inner) => {
          const made = firstWord(inner)
          if (made !== undefined && called(inner, 'reasonOf')) names.push(made)
        })
    })
    return new Set((names as ReasonName[]).flatMap((name) => reasons[name].code ?? []))
  }

  /** Every call and construction in a piece of code, and in what it calls. */
  private walk(
    starts: readonly ts.Node[],
    found: (call: ts.CallExpression | ts.NewExpression) => void,
  ): void {
    const seen = new Set<ts.Node>()
    const visit = (node: ts.Node): void => {
      if (seen.has(node)) return
      seen.add(node)
      if (ts.isNewExpression(node) || ts.isCallExpression(node)) found(node)
      if (ts.isIdentifier(node)) for (const body of this.bodiesOf(node)) visit(body)
      // Of a service one function is used, not all.
      const used =
        ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) ? node.name : undefined
      if (used && this.bodiesOf(used).length > 0) visit(used)
      else ts.forEachChild(node, visit)
    }
    starts.forEach(visit)
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

const called = (call: ts.CallExpression | ts.NewExpression, name: string) =>
  call.expression.getText() === name

/** The text that is a call's first argument, if one is. */
function firstWord(call: ts.CallExpression | ts.NewExpression): string | undefined {
  const first = call.arguments?.[0]
  return first && ts.isStringLiteral(first) ? first.text : undefined
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
