const word =
  '(?:account|audit|benefit|campaign|checkout|counter|coupon|event|field|growth|import|key|ladder|member|points|program|report|reward|segment|store|team|tenant)'

/** Who may import whom. Each rule says why it is there; every one is an error. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one idea in two places, or two ideas in one.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'engine-is-pure',
      severity: 'error',
      comment:
        'The engine runs on the server, in a test, in a worker thread and in the browser: it needs itself, zod and one date library.',
      from: { path: '^server/engine/', pathNot: ['\\.test\\.ts$', '^server/engine/scenarios/'] },
      to: { pathNot: ['^server/engine/', '^node_modules/(?:zod|temporal-polyfill|temporal-spec|temporal-utils)/'] },
    },
    {
      name: 'no-tests-in-programs',
      severity: 'error',
      comment: 'A program that needs a test or its factories carries them into production.',
      from: {
        pathNot: [
          '\\.test\\.tsx?$',
          '^db/testing/',
          '/fixtures/',
          '^server/engine/scenarios/',
          '^e2e/',
          '^bench/',
          '^vitest\\.config\\.ts$',
        ],
      },
      to: { path: ['\\.test\\.tsx?$', '^db/testing/', '/fixtures/', '^server/engine/scenarios/', '^e2e/', '^bench/'] },
    },
    {
      name: 'db-knows-engine-types-only',
      severity: 'error',
      comment: 'Tables hold what the engine speaks of; they do not call it, nor any use-case.',
      from: { path: '^db/', pathNot: ['^db/testing/', '^db/seed/', '\\.test\\.ts$'] },
      to: { path: '^(?:server|components|app)/', pathNot: '^server/engine/' },
    },
    {
      name: 'db-runs-no-engine',
      severity: 'error',
      comment: 'As above: from the engine the tables take types and nothing that runs.',
      from: { path: '^db/', pathNot: ['^db/testing/', '^db/seed/', '\\.test\\.ts$'] },
      to: { path: '^server/engine/', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'use-cases-know-no-transport',
      severity: 'error',
      comment: 'A use-case serves the console, the open API, the worker and the command line alike.',
      from: { path: `^server/${word}/`, pathNot: ['/router\\.ts$', '\\.test\\.ts$'] },
      to: {
        path: ['^server/(?:trpc|api|jobs)/', '/router\\.ts$', '^node_modules/(?:@trpc|next|next-auth|react|react-dom|antd|@ant-design)/'],
      },
    },
    {
      name: 'server-shows-nothing',
      severity: 'error',
      comment: 'What people see is made in components and app; the server hands out data. A test may call a route as a caller would.',
      from: { path: '^server/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^components/(?!messages/)', '^app/', '^node_modules/(?:antd|@ant-design|react-dom)/'] },
    },
    {
      name: 'routers-never-query',
      severity: 'error',
      comment: 'A router names the shape and the use-case; what touches the database is a use-case.',
      from: { path: '/router\\.ts$' },
      to: { path: ['^db/', '^server/platform/database\\.ts$', '^node_modules/(?:drizzle-orm|postgres)/'] },
    },
    {
      name: 'components-know-engine-and-kit',
      severity: 'error',
      comment: 'The browser takes the language from the engine, and the types of the procedures; no server code.',
      from: { path: '^components/', pathNot: ['^components/messages/', '\\.test\\.tsx?$'] },
      to: { path: '^(?:server/(?!engine/)|db/)', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'one-word-never-imports-another',
      severity: 'error',
      comment: 'What two words share belongs to the kit or to the page that composes them.',
      from: { path: `^components/(${word})/` },
      to: { path: `^components/${word}/`, pathNot: '^components/$1/' },
    },
    {
      name: 'kit-knows-no-domain',
      severity: 'error',
      comment: 'The kit would serve a different product as it is.',
      from: { path: '^components/kit/' },
      to: { path: [`^components/${word}/`, '^server/(?!platform/)', '^db/'] },
    },
    {
      name: 'pages-are-thin',
      severity: 'error',
      comment: 'A page prefetches, composes and titles; it neither queries nor writes.',
      from: { path: '^app/', pathNot: '^app/api/' },
      to: { path: ['^db/', '^node_modules/(?:drizzle-orm|postgres)/', '^server/platform/database\\.ts$'] },
    },
    {
      name: 'nothing-imports-app',
      severity: 'error',
      comment: 'Routes are the outermost layer. A test and a benchmark may call one as a caller would.',
      from: { pathNot: ['^app/', '^bench/', '\\.test\\.ts$'] },
      to: { path: '^app/' },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'An import that leads nowhere hides behind a bundler until it runs.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      comment: 'A package that only another one brought along may be gone tomorrow.',
      from: { path: '^(?:app|bin|components|db|server)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'engine-words-meet-in-two-files',
      severity: 'error',
      comment: 'ladder, growth, points, coupon and campaign meet in evaluate.ts, occurrence.ts and fold.ts, and never in each other.',
      from: { path: '^server/engine/(ladder|growth|points|coupon|campaign)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/engine/(?:ladder|growth|points|coupon|campaign)/', pathNot: '^server/engine/$1/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^\\.next/'] },
    exclude: { path: ['^\\.next/', '^next-env\\.d\\.ts$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.mts'],
    },
  },
}
