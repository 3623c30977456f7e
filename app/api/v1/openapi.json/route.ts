import { openApiDocument } from '@/server/api/openapi'

/** Public: it says how to call, not who may. */
export function GET(request: Request) {
  const { origin } = new URL(process.env.NEXTAUTH_URL ?? request.url)
  return Response.json(openApiDocument(origin), { headers: { 'cache-control': 'public, max-age=300' } })
}
