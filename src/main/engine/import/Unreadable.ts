/** A file that is refused, with the sentence for the user. */
export class Unreadable extends Error {}
