/** Something that the person at the desk can mend. Its message is one sentence and is all that is shown. */
export class UserError extends Error {}
