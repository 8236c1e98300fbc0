/** Waits for a refusal with one of these statuses; anything else is thrown. */
export async function refused(status: number | readonly number[], asked: Promise<unknown>): Promise<void> {
  try {
    await asked
  } catch (error) {
    const answered = (error as { status?: number }).status
    if (answered !== undefined && [status].flat().includes(answered)) return
    throw error
  }
  throw new Error(`GitHub would refuse this with ${[status].flat().join(' or ')}`)
}
