/** The hexagon, as rules: dependencies point inwards, technologies never meet, one composition root. */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'The domain imports the domain, and one date library for IANA zones and one for the geodesic.',
      severity: 'error',
      from: { path: '^src/domain' },
      to: { pathNot: ['^src/domain', '(^|/)node_modules/(@types/)?(luxon|geographiclib-geodesic)/'] },
    },
    {
      name: 'application-knows-ports-only',
      severity: 'error',
      from: { path: '^src/application' },
      to: { pathNot: '^src/(application|domain)' },
    },
    {
      name: 'adapters-never-meet',
      comment:
        'Technologies talk through ports. The composition root and the commands assemble the whole. The time of the machine is no technology.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: '^src/adapters/(inversify|cli)/' },
      to: { path: '^src/adapters/([^/]+)/', pathNot: '^src/adapters/($1/|system/system-clock)' },
    },
    {
      name: 'one-composition-root',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/adapters/inversify/' },
      to: { path: '(^|/)node_modules/inversify/' },
    },
    {
      name: 'nothing-imports-the-entry-point',
      severity: 'error',
      from: { path: '^src' },
      to: { path: '^src/main\\.ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'product-code-needs-no-dev-dependency',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '(^|/)node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
