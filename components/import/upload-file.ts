import type { ImportSubject } from '@/server/engine/import/column'
import type { Failure } from '../kit/refusal-shape'

/** A file that did not arrive; carries what the server said, as a failed procedure does. */
class UploadFailed extends Error {
  constructor(readonly data: Failure) {
    super('upload failed')
  }
}

/** Sends a file as it is and answers the import it became. */
export async function uploadFile(slug: string, subject: ImportSubject, file: File): Promise<{ id: string; rows: number }> {
  const address = `/api/import/${encodeURIComponent(slug)}?${new URLSearchParams({ subject, name: file.name })}`
  let answer: Response
  try {
    answer = await fetch(address, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } })
  } catch {
    throw new UploadFailed({})
  }
  const told: unknown = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new UploadFailed({ ...(told as Failure), httpStatus: answer.status })
  return told as { id: string; rows: number }
}
