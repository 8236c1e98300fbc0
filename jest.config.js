/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true }] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Bots that are killed for minutes: npm run test:kill.
  testPathIgnorePatterns: process.env.LANDFALL_KILLS ? [] : ['<rootDir>/test/kill/'],
  testTimeout: 30_000,
  maxWorkers: '100%',
}
