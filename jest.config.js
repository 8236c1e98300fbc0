// Outside of production graphql asks of each value whether another copy of itself made it: a twentieth of the time of all tests.
process.env.NODE_ENV = 'production'

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true }] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Bots that are killed for minutes (npm run test:kill), and stories of thousands of pull requests (npm run test:large).
  testPathIgnorePatterns: [
    ...(process.env.LANDFALL_KILLS ? [] : ['<rootDir>/test/kill/']),
    ...(process.env.LANDFALL_LARGE ? [] : ['<rootDir>/test/large/']),
  ],
  testTimeout: 30_000,
  maxWorkers: '100%',
}
