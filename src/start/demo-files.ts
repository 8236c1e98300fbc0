/** What lies in the demo's repository. */

export function packageJson(version: string): string {
  return `${JSON.stringify({ name: 'harbour', version, type: 'module', main: 'src/tides.js', license: 'MIT' }, null, 2)}\n`
}

export function packageLock(version: string): string {
  const root = { name: 'harbour', version, license: 'MIT' }
  return `${JSON.stringify({ name: 'harbour', version, lockfileVersion: 3, requires: true, packages: { '': root } }, null, 2)}\n`
}

export const config = `# Landfall reads this file on the default branch. Every key may be left out.
release:
  tag: v\${version}
environments:
  staging:
    on: release
    workflow: deploy.yml
  production:
    on: release
    after: staging
    workflow: deploy.yml
`

export const deployWorkflow = `# Landfall dispatches this. On GitHub a runner would carry it out; the local GitHub plays it, and takes it to go well.
name: deploy
on:
  workflow_dispatch:
    inputs:
      environment: { required: true, type: string }
      sha: { required: true, type: string }
      deployment: { required: true, type: string }
permissions:
  contents: read
  deployments: write
jobs:
  deploy:
    runs-on: ubuntu-latest
    env:
      GH_TOKEN: \${{ github.token }}
      STATUSES: repos/\${{ github.repository }}/deployments/\${{ inputs.deployment }}/statuses
      PAGES: \${{ github.server_url }}/\${{ github.repository }}
      LOG: \${{ github.server_url }}/\${{ github.repository }}/actions/runs/\${{ github.run_id }}
      ENVIRONMENT: \${{ inputs.environment }}
    steps:
      - run: gh api "$STATUSES" -f state=in_progress -f log_url="$LOG"
      - uses: actions/checkout@v4
        with: { ref: '\${{ inputs.sha }}' }
      - run: echo "Here the tide tables would be copied to $ENVIRONMENT."
      - run: gh api "$STATUSES" -f state=success -f log_url="$LOG" -f environment_url="$PAGES/deployments/$ENVIRONMENT"
      - if: failure() || cancelled()
        run: gh api "$STATUSES" -f state=failure -f log_url="$LOG"
`

export const tides = `/** The times of high water at a harbour, from its table. */
export function highWaters(harbour) {
  return harbour.table.filter((tide) => tide.high).map((tide) => tide.at)
}
`

export const next = `import { highWaters } from './tides.js'

export const next = (harbour, now) => highWaters(harbour).find((at) => at > now)
`

export const feet = 'export const toFeet = (metres) => metres * 3.2808\n'

export const week = `import { highWaters } from './tides.js'

/** The high waters of seven days, one line a day. */
export function week(harbour, today) {
  return Array.from({ length: 7 }, (_, day) => highWaters(harbour).filter((at) => at.day === today + day))
}
`
