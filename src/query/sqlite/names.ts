/** Names, placeholders and limits as SQLite writes them. https://www.sqlite.org/lang_keywords.html */

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const placeholder = (): string => '?'

export const limit = (count: number): string => `LIMIT ${count}`
