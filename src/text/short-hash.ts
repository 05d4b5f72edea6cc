import { hash } from 'node:crypto'

/** 16 hexadecimal digits that tell one value from another (of its JSON, SHA-256). Not a signature. */
export const shortHash = (value: unknown): string => hash('sha256', JSON.stringify(value)).slice(0, 16)
