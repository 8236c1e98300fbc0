import { Kind, visit, type ASTNode, type DocumentNode, type GraphQLError } from 'graphql'
import type { ErrorEntry } from './graphql-failure.js'

interface Wording {
  readonly pattern: RegExp
  /** GitHub's message and the extensions beside it, from what the pattern caught. */
  say(caught: readonly string[]): { message: string; extensions?: Record<string, unknown> }
}

/** How GitHub says what graphql-js says; whatever is not listed keeps graphql-js's words. */
const wordings: readonly Wording[] = [
  {
    pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
    say: ([fieldName = '', typeName = '']) => ({
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: 'undefinedField', typeName, fieldName },
    }),
  },
  {
    pattern: /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    say: ([argumentName = '', name = '']) => ({
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName },
    }),
  },
  {
    pattern: /^Field "(\w+)" argument "(\w+)" of type ".+" is required/,
    say: ([name = '', argument = '']) => ({
      message: `Field '${name}' is missing required arguments: ${argument}`,
      extensions: { code: 'missingRequiredArguments', className: 'Field', name, arguments: argument },
    }),
  },
  {
    pattern: /^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,
    say: ([name = '', type = '']) => ({
      message: `Field must have selections (field '${name}' returns ${type.replace(/[[\]!]/g, '')} but has no selections. Did you mean '${name} { ... }'?)`,
      extensions: { code: 'selectionMismatch', nodeName: `field '${name}'`, typeName: type.replace(/[[\]!]/g, '') },
    }),
  },
  {
    pattern: /^Field "(\w+)" must not have a selection since type "([^"]+)"/,
    say: ([name = '', type = '']) => ({
      message: `Selections can't be made on scalars (field '${name}' returns ${type.replace(/[[\]!]/g, '')} but has selections)`,
      extensions: { code: 'selectionMismatch', nodeName: `field '${name}'`, typeName: type.replace(/[[\]!]/g, '') },
    }),
  },
  {
    pattern: /^Variable "\$(\w+)" is not defined(?: by operation "(\w+)")?/,
    say: ([variableName = '', operation]) => ({
      message: `Variable $${variableName} is used by ${operation || 'anonymous query'} but not declared`,
      extensions: { code: 'variableNotDefined', variableName },
    }),
  },
  {
    pattern: /^Variable "\$(\w+)" is never used(?: in operation "(\w+)")?/,
    say: ([variableName = '', operation]) => ({
      message: `Variable $${variableName} is declared by ${operation || 'anonymous query'} but not used`,
      extensions: { code: 'variableNotUsed', variableName },
    }),
  },
  {
    pattern: /^Unknown type "(\w+)"/,
    say: ([typeName = '']) => ({
      message: `No such type ${typeName}, so it can't be a fragment condition`,
      extensions: { code: 'undefinedType', typeName },
    }),
  },
  {
    pattern: /^Unknown fragment "(\w+)"/,
    say: ([fragmentName = '']) => ({
      message: `Fragment ${fragmentName} was used, but not defined`,
      extensions: { code: 'useAndDefineFragment', fragmentName },
    }),
  },
  {
    pattern: /^Fragment "(\w+)" is never used/,
    say: ([fragmentName = '']) => ({
      message: `Fragment ${fragmentName} was defined, but not used`,
      extensions: { code: 'useAndDefineFragment', fragmentName },
    }),
  },
]

export function validationError(document: DocumentNode, error: GraphQLError): ErrorEntry {
  const wording = wordings.find(({ pattern }) => pattern.test(error.message))
  const said = wording?.say(wording.pattern.exec(error.message)?.slice(1) ?? []) ?? { message: error.message }
  const [node] = error.nodes ?? []
  return {
    ...(node ? { path: pathOf(document, node) } : {}),
    ...(said.extensions ? { extensions: said.extensions } : {}),
    ...locationsOf(error),
    message: said.message,
  }
}

/** `Expected NAME, actual: RCURLY ("}") at [1, 9]`. */
export function syntaxError(error: GraphQLError): ErrorEntry {
  const [place] = error.locations ?? []
  const text = error.message.replace(/^Syntax Error: /, '')
  const [, expected, found] = /^Expected (.+), found (.+)\.$/.exec(text) ?? []
  const [, unexpected] = /^Unexpected (.+)\.$/.exec(text) ?? []
  const at = place ? ` at [${place.line}, ${place.column}]` : ''
  const message =
    found !== undefined
      ? `Expected ${expected?.replace(/"/g, '').toUpperCase()}, actual: ${tokenName(found)}${at}`
      : unexpected !== undefined
        ? `Parse error on ${tokenName(unexpected)}${at}`
        : `${text}${at}`
  return { ...locationsOf(error), message }
}

/** `Variable $owner of type String! was provided invalid value`. */
export function variableError(error: GraphQLError, variables: Record<string, unknown>): ErrorEntry {
  const [, name = '', rest = ''] = /^Variable "\$(\w+)"(.*)$/s.exec(error.message) ?? []
  const definition = error.nodes?.find((node) => node.kind === Kind.VARIABLE_DEFINITION)
  const type = definition?.kind === Kind.VARIABLE_DEFINITION ? printType(definition.type) : ''
  const [, where = '', reason] = /got invalid value .*?(?: at "\w+\.?([^"]*)")?; (.*)$/s.exec(rest) ?? []
  const path = where === '' ? [] : where.split(/[.[\]]+/).filter(Boolean)
  const explanation = reason ?? 'Expected value to not be null'
  const at = path.length > 0 ? ` for ${path.join('.')} (${explanation})` : ''
  return {
    extensions: { value: variables[name] ?? null, problems: [{ path, explanation }] },
    ...locationsOf(error),
    message: name === '' ? error.message : `Variable $${name} of type ${type} was provided invalid value${at}`,
  }
}

/** Where in the document a mistake is: the operation, then the fields by their names in the answer. */
function pathOf(document: DocumentNode, wanted: ASTNode): string[] {
  const path: string[] = []
  let found: string[] = []
  const enter = (node: ASTNode) => {
    const step = stepOf(node)
    if (step !== undefined) path.push(step)
    if (node === wanted && found.length === 0) found = [...path]
  }
  const leave = (node: ASTNode) => void (stepOf(node) === undefined || path.pop())
  visit(document, { enter: (node) => void enter(node), leave: (node) => leave(node) })
  return found
}

function stepOf(node: ASTNode): string | undefined {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return node.name ? `${node.operation} ${node.name.value}` : node.operation
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition ? `... on ${node.typeCondition.name.value}` : '...'
    case Kind.FIELD:
      return (node.alias ?? node.name).value
    case Kind.ARGUMENT:
      return node.name.value
    default:
      return undefined
  }
}

function locationsOf({ locations }: GraphQLError): Pick<ErrorEntry, 'locations'> {
  return locations ? { locations: locations.map(({ line, column }) => ({ line, column })) } : {}
}

const tokens: Readonly<Record<string, string>> = {
  '{': 'LCURLY',
  '}': 'RCURLY',
  '(': 'LPAREN',
  ')': 'RPAREN',
  '[': 'LBRACKET',
  ']': 'RBRACKET',
  ':': 'COLON',
  $: 'VAR_SIGN',
  '!': 'BANG',
  '=': 'EQUALS',
  '@': 'DIR_SIGN',
  '|': 'PIPE',
  '...': 'ELLIPSIS',
}

/** A token as graphql-js writes it (`"}"`, `Name "x"`, `<EOF>`), in GitHub's names. */
function tokenName(found: string): string {
  if (found === '<EOF>') return '(none) ("")'
  const [, kind = '', text = ''] = /^(\w*) ?"(.*)"$/s.exec(found) ?? []
  const name = kind === '' ? (tokens[text] ?? 'UNKNOWN_CHAR') : kind === 'Name' ? 'IDENTIFIER' : kind.toUpperCase()
  return `${name} ("${text}")`
}

function printType(node: ASTNode): string {
  switch (node.kind) {
    case Kind.NON_NULL_TYPE:
      return `${printType(node.type)}!`
    case Kind.LIST_TYPE:
      return `[${printType(node.type)}]`
    case Kind.NAMED_TYPE:
      return node.name.value
    default:
      return ''
  }
}
