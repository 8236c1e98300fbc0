import type { Thread, User } from './entities.js'

/** Keeps the body of an edit. With the first one GitHub keeps the body that was there from the start, too. */
export function recordEdit(thread: Thread, editor: User, body: string, at: string): void {
  if (body === thread.body) return
  if (thread.edits.length === 0) thread.edits.push({ body: thread.body, editor: thread.author, at: thread.createdAt })
  thread.edits.push({ body, editor, at })
}
