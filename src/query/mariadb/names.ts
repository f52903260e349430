/** Names, placeholders and limits as MariaDB writes them. https://mariadb.com/kb/en/identifier-names/ */

export const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

export const placeholder = (): string => '?'

export const limit = (count: number): string => `LIMIT ${count}`
