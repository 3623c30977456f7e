import { statusOf } from '@/server/api/problem'
import { ImportSubject } from '@/server/engine/import/column'
import { MAX_FILE_BYTES } from '@/server/import/open-file'
import { uploadFile } from '@/server/import/upload-file'
import { isOwnRequest } from '@/server/platform/auth/origin'
import { newId } from '@/server/platform/ids'
import { log, traceOf } from '@/server/platform/log'
import { Refusal } from '@/server/platform/refusal'
import { scopeOfRequest } from '@/server/trpc/scope-of-request'

/** Takes a file of members or orders, as it is, in the body of the request. */
export async function POST(request: Request, { params }: { params: Promise<{ tenant: string }> }) {
  if (!isOwnRequest(request.headers)) return new Response(null, { status: 403 })
  try {
    const scope = await scopeOfRequest(request.headers, (await params).tenant)
    const { searchParams } = new URL(request.url)
    const subject = ImportSubject.safeParse(searchParams.get('subject'))
    if (!subject.success) throw new Refusal('invalid', 'import.subject_unknown')
    const bytes = await bytesOf(request)
    return Response.json(await uploadFile(scope, { subject: subject.data, fileName: searchParams.get('name') ?? '', bytes }))
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, field, details } = error
      return Response.json({ refusal: { code, field, details } }, { status: statusOf(error) })
    }
    const requestId = newId()
    log.error({ requestId, error: traceOf(error) }, 'upload failed')
    return Response.json({ requestId }, { status: 500 })
  }
}

async function bytesOf(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = Number(request.headers.get('content-length') ?? 0)
  if (size > MAX_FILE_BYTES) throw new Refusal('invalid', 'import.too_large', { field: 'file' })
  size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > MAX_FILE_BYTES) throw new Refusal('invalid', 'import.too_large', { field: 'file' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
