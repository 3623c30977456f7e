// Runs in the browser before anything else. zod would compile its checks with `new Function`, and even its question
// whether it may is reported as a breach of the content policy.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
