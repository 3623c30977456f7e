import { handleRequest } from '@/server/trpc/handle-request'

export { handleRequest as GET, handleRequest as POST }
