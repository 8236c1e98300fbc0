/** Why a database cannot be used, in one sentence with its mend. The password is in none of them, whatever the server or the driver said. */
export function explainDatabaseError(error: unknown, url: string): string {
  const { hostname, port, pathname, username, password, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? (hostname || 'localhost')
  const user = decodeURIComponent(username)
  const database = decodeURIComponent(pathname.slice(1)) || user
  const place = `PostgreSQL at ${host}:${port || 5432}`
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return `nothing answers as ${place}: start it, or correct DATABASE_URL.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host of ${place} is not known: correct DATABASE_URL.`
    case '28P01':
    case '28000':
      return `${place} does not let the user "${user}" in: correct the user and the password in DATABASE_URL.`
    case '3D000':
      return `${place} has no database "${database}": create it (createdb ${database}), or correct DATABASE_URL.`
    case '42501':
      return `the user "${user}" may not make schemas in the database "${database}" of ${place}: grant it create on that database.`
    case '25006':
      return `the database "${database}" of ${place} takes no writes: DATABASE_URL must name the primary.`
    default:
      return `${place} cannot be used (${hide(messageOf(error), password, searchParams.get('password'))}): see to it, or correct DATABASE_URL.`
  }
}

/** A host with several addresses refuses once for each. */
function codeOf(error: unknown): string {
  const { code, errors } = Object(error) as { code?: unknown; errors?: unknown }
  return Array.isArray(errors) ? codeOf(errors[0]) : String(code ?? '')
}

function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown }
  return String(message ?? error).replaceAll(/\s*\n\s*/g, ' ')
}

function hide(message: string, ...secrets: (string | null)[]): string {
  const spellings = secrets.flatMap((secret) => (secret ? [secret, decodeURIComponent(secret)] : []))
  return spellings.reduce((text, spelling) => text.replaceAll(spelling, '…'), message)
}
