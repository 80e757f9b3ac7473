// Control characters could move the cursor or start a terminal's escape sequence; the invisible
// direction marks could make one text look like another.
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from strangers, made safe for a terminal or a line of a log: each unsafe character becomes `\uXXXX`. */
export const escapeControlCharacters = (text: string): string =>
  text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
