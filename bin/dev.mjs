// npm run dev: everything as in npm start, with the development server of Next.
process.argv.push('--dev')
await import('./start.mjs')
