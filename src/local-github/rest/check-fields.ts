import type { CheckRun, CheckRunAction } from '../world/entities.js'
import { Refusal } from '../world/refusal.js'
import { invalidRequest, type RequestBody } from './request-body.js'

const mostAnnotations = 50
const mostActions = 3
const statuses = ['queued', 'in_progress', 'completed'] as const
const conclusions = ['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required'] as const

export interface CheckFields {
  externalId?: string
  status?: CheckRun['status']
  conclusion?: NonNullable<CheckRun['conclusion']>
  detailsUrl?: string
  startedAt?: string
  completedAt?: string
  output?: { title?: string; summary?: string; text?: string; annotations?: object[] }
  actions?: CheckRunAction[]
}

/** What a request says of a check run; a conclusion alone means that it is completed. */
export function checkFieldsIn(body: RequestBody): CheckFields {
  const fields: CheckFields = {}
  const conclusion = body.oneOf('conclusion', conclusions)
  const status = body.oneOf('status', statuses) ?? (conclusion ? 'completed' : undefined)
  if (status === 'completed' && !conclusion) throw invalidRequest('"conclusion" wasn\'t supplied.')
  if (status) fields.status = status
  if (conclusion) fields.conclusion = conclusion
  put(fields, 'externalId', body.string('external_id'))
  put(fields, 'detailsUrl', body.string('details_url'))
  put(fields, 'startedAt', body.string('started_at'))
  put(fields, 'completedAt', body.string('completed_at'))
  const output = outputIn(body.object('output'))
  if (output) fields.output = output
  const actions = body.objects('actions')?.map(actionIn)
  if (actions && actions.length > mostActions) throw tooMany('actions', mostActions)
  if (actions) fields.actions = actions
  return fields
}

function outputIn(body: RequestBody | undefined): CheckFields['output'] {
  if (!body) return undefined
  const output: NonNullable<CheckFields['output']> = {}
  put(output, 'title', body.string('title'))
  put(output, 'summary', fitting('summary', body.string('summary')))
  put(output, 'text', fitting('text', body.string('text')))
  const annotations = body.raw('annotations')
  if (annotations === undefined || annotations === null) return output
  if (!Array.isArray(annotations)) throw invalidRequest(`For 'properties/annotations', it is not an array.`)
  if (annotations.length > mostAnnotations) throw tooMany('annotations', mostAnnotations)
  return { ...output, annotations: annotations.map(annotationIn) }
}

function annotationIn(value: unknown): object {
  const required = ['path', 'start_line', 'end_line', 'annotation_level', 'message']
  const isWhole = typeof value === 'object' && value !== null && required.every((field) => field in value)
  if (!isWhole) throw invalidRequest(`An annotation needs ${required.join(', ')}.`)
  return value
}

function actionIn(body: RequestBody): CheckRunAction {
  return {
    label: atMost('label', body.requiredString('label'), 20),
    description: atMost('description', body.requiredString('description'), 40),
    identifier: atMost('identifier', body.requiredString('identifier'), 20),
  }
}

function fitting(field: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : atMost(field, text, 65_535)
}

function atMost(field: string, text: string, most: number): string {
  if (text.length <= most) return text
  const message = `${field} exceeds a maximum length of ${most} characters`
  throw new Refusal(422, 'Validation Failed', [{ resource: 'CheckRun', code: 'custom', field, message }])
}

function tooMany(field: string, most: number): Refusal {
  return invalidRequest(`No more than ${most} items are allowed; ${field} were supplied with more.`)
}

function put<T extends object, K extends keyof T>(target: T, field: K, value: T[K] | undefined): void {
  if (value !== undefined) target[field] = value
}
