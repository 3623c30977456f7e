import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import type { FileForm } from '@/server/engine/import/column'
import { unsealBytes } from '@/server/member/seal'
import { inTenant } from '@/server/platform/database'
import { Refusal } from '@/server/platform/refusal'
import type { TenantScope } from '@/server/platform/scope'

export const MAX_FILE_BYTES = 50 * 1024 * 1024
/** What a compressed file may unfold to. */
const MAX_CLEAR_BYTES = 400 * 1024 * 1024
export const PIECE_BYTES = 1024 * 1024

/** What a sealed piece of a file is bound to, so that it opens nowhere else. */
export const pieceOf = (tenantId: string, importId: string, piece: number): string => `${tenantId}/${importId}/${piece}`

/** The clear bytes of a stored file, a piece at a time, so that a large one never stands in memory whole. */
export async function* storedBytes(scope: TenantScope, importId: string): AsyncGenerator<Buffer> {
  for (let piece = 0; ; piece++) {
    const [row] = await inTenant(
      scope,
      'import:read',
      (tx) => tx.sql<{ sealed: Buffer }[]>`
      select sealed from import_files where tenant_id = ${scope.tenantId} and import_id = ${importId} and piece = ${piece}`,
    )
    if (!row) return
    yield unsealBytes('import.file', pieceOf(scope.tenantId, importId, piece), row.sealed)
  }
}

/** The clear text bytes: unfolded when compressed. */
async function* clearBytes(bytes: AsyncIterable<Buffer> | Iterable<Buffer>, compressed: boolean): AsyncGenerator<Buffer> {
  // A failure of the source or of the unfolding reaches the reader through the stream itself.
  const source: AsyncIterable<Buffer> = compressed ? pipeline(Readable.from(bytes), createGunzip(), () => {}) : Readable.from(bytes)
  let seen = 0
  for await (const chunk of source) {
    seen += chunk.length
    if (seen > MAX_CLEAR_BYTES) throw new Refusal('invalid', 'import.too_large', { field: 'file' })
    yield chunk
  }
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: FileForm['encoding']): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** Every record of a file in order, the header first. A blank line is a record with one empty cell. */
export async function* recordsOf(
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>,
  form: Omit<FileForm, 'header'>,
): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter: form.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 1024 * 1024,
  })
  pipeline(Readable.from(decoded(clearBytes(bytes, form.compressed), form.encoding)), parser, () => {})
  try {
    for await (const record of parser) yield record as string[]
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('invalid', 'import.broken_file', {
      field: 'file',
      details: { row: parser.info.records + 1 },
    })
  }
}

export const isBlank = (record: readonly string[]): boolean => record.every((cell) => cell.trim() === '')

/** How a file is to be read, how many rows it has, and its first rows. Refuses what is not a table of text. */
export async function examineFile(bytes: Buffer): Promise<{ form: FileForm; rows: number; sample: string[][] }> {
  if (bytes.length === 0) throw new Refusal('invalid', 'import.empty_file', { field: 'file' })
  if (bytes.length > MAX_FILE_BYTES) throw new Refusal('invalid', 'import.too_large', { field: 'file' })
  if (bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4])) || bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new Refusal('invalid', 'import.spreadsheet', { field: 'file' })
  }
  const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b
  const pieces = inPieces(bytes)
  const { encoding, head } = await readEncoding(pieces, compressed)
  const delimiter = guessDelimiter(new TextDecoder(encoding).decode(head))
  const sample: string[][] = []
  let header: string[] | undefined
  let rows = 0
  for await (const record of recordsOf(pieces, {
    encoding,
    delimiter,
    compressed,
  })) {
    if (!header) {
      header = record.map((name) => name.trim())
      continue
    }
    rows++
    if (sample.length < 20 && !isBlank(record)) sample.push(record)
  }
  if (!header || isBlank(header) || rows === 0) throw new Refusal('invalid', 'import.empty_file', { field: 'file' })
  if (header.some((name) => name.includes('\0'))) throw new Refusal('invalid', 'import.not_text', { field: 'file' })
  if (header.length > 500) throw new Refusal('invalid', 'import.too_many_columns', { field: 'file' })
  return { form: { encoding, delimiter, compressed, header }, rows, sample }
}

/** A file cut into the pieces in which it is sealed. */
export const inPieces = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, i) => bytes.subarray(i * PIECE_BYTES, (i + 1) * PIECE_BYTES))

/** UTF-8 when the whole file is valid UTF-8; else GBK, as spreadsheets in China write it. */
async function readEncoding(pieces: Buffer[], compressed: boolean): Promise<{ encoding: FileForm['encoding']; head: Buffer }> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let encoding: FileForm['encoding'] = 'utf-8'
  let head: Buffer | undefined
  try {
    for await (const chunk of clearBytes(pieces, compressed)) {
      if (!head) {
        head = Buffer.from(chunk.subarray(0, 65_536))
        if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', head }
        if (head.includes(0)) throw new Refusal('invalid', 'import.not_text', { field: 'file' })
      }
      if (encoding !== 'utf-8') continue
      try {
        strict.decode(chunk, { stream: true })
      } catch {
        encoding = 'gb18030'
      }
    }
    if (encoding === 'utf-8') {
      try {
        strict.decode()
      } catch {
        encoding = 'gb18030'
      }
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('invalid', 'import.broken_archive', { field: 'file' })
  }
  return { encoding, head: head ?? Buffer.alloc(0) }
}

/** The separator that the header line has most of, outside quotes. */
function guessDelimiter(head: string): FileForm['delimiter'] {
  const line = (/^[^\r\n]*/u.exec(head.replace(/^\uFEFF?[\r\n]*/u, ''))?.[0] ?? '').replace(/"[^"]*"/gu, '')
  const times = (mark: string) => line.split(mark).length
  const marks: FileForm['delimiter'][] = [',', ';', '\t']
  return marks.reduce((best, mark) => (times(mark) > times(best) ? mark : best))
}
