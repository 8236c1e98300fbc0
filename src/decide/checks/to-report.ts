import type { ReportCheck } from '../../model/action.js'
import { reportKey } from './report-key.js'
import type { Verdict, WantedCheck } from './wanted-check.js'

const worstFirst: readonly Verdict[] = ['failure', 'pending', 'neutral', 'success']

/** The reports to make: of one name on one commit the worst, and none that GitHub has already, unless somebody wants it said again. */
export function toReport(wanted: readonly WantedCheck[], appId: number): ReportCheck[] {
  const chosen = new Map<string, WantedCheck>()
  for (const each of wanted) {
    const place = `${each.report.sha} ${each.report.name}`
    const other = chosen.get(place)
    if (other === undefined || isWorse(each, other)) chosen.set(place, each)
  }
  return [...chosen.values()].flatMap(({ report, checks, key = reportKey(report) }): ReportCheck[] => {
    const there = checks.runs.find(({ name }) => name === report.name)
    const askedAgain = checks.askedAgain && there !== undefined
    if (there?.key === key && !askedAgain) return []
    // GitHub adds annotations to those of before: a report with any is a run of its own.
    const run = askedAgain || report.annotations.length > 0 ? undefined : there?.id
    return [{ kind: 'report-check', ...report, key, appId, run, askedAgain }]
  })
}

function isWorse(one: WantedCheck, other: WantedCheck): boolean {
  return worstFirst.indexOf(one.report.verdict) < worstFirst.indexOf(other.report.verdict)
}
