// A machine of its own for the tests of the store: opens it, works, and says over IPC what it sees. Built code, as it is deployed.
import { systemTime } from '../../dist/start/system-time.js'
import { openPostgresStore } from '../../dist/store/postgres/open-postgres-store.js'

const store = await openPostgresStore(process.argv[2], { time: systemTime, pauseMs: 20, onError: () => undefined })
store.queue.start(
  (job, lease) =>
    new Promise((resolve) => {
      process.send({ started: job, holds: lease.holds() })
      process.on('message', ({ ask, outcome }) => {
        if (ask) process.send({ holds: lease.holds() })
        if (outcome) resolve(outcome)
      })
    }),
)
process.on('disconnect', () => process.exit())
