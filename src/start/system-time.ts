import type { Time } from '../model/time.js'

/** The time of this machine. */
export const systemTime: Time = {
  now: () => new Date(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}
