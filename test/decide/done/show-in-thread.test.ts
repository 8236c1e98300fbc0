import { describe, expect, test } from '@jest/globals'
import type { Thread, ThreadComment } from '../../../src/model/thread.js'
import { showInThread, type Shown, type Tell } from '../../../src/decide/done/show-in-thread.js'

const marked = (text: string): string => `<!-- landfall:stage -->\n${text}`

function comment(id: number, text: string, isOurs = true): ThreadComment {
  const author = { login: isOurs ? 'landfall' : 'sam', isBot: isOurs }
  const url = `https://github.example/${id}`
  return { id, nodeId: `C${id}`, author, isOurs, body: marked(text), createdAt: '', edited: false, url }
}

function theirs(one: ThreadComment): ThreadComment {
  return { ...one, edited: true }
}

const bare: Thread = { number: 7, id: 'T', labels: [], isLocked: false, comments: [], isCut: false, takenOff: [] }
const waits: Shown = { body: marked('waits'), posts: true, adds: ['landfall: waiting'], removes: [], isRelease: false }
const ids = { 'landfall: waiting': 'W', 'landfall: released': 'R' }

/** What is done, without what never changes. */
function shown(thread: Partial<Thread>, what: Partial<Shown> = {}, tell: Tell = 'edit', labels = ids) {
  const show = showInThread({ ...bare, ...thread }, { ...waits, ...what }, tell, labels)
  if (show === undefined) return undefined
  const { comment: said, deletes, addLabels, removeLabels, state } = show
  return { said, deletes, addLabels, removeLabels, state }
}

const nothing = { said: undefined, deletes: [], addLabels: [], removeLabels: [], state: undefined }

test.each<[string, Partial<Thread>, Partial<Shown>, true | undefined]>([
  ['the mark of what waits and says so', { comments: [comment(1, 'waits')] }, {}, true],
  ['a twin', { comments: [comment(2, 'waits'), comment(1, 'waits')] }, {}, undefined],
  ['a release', { comments: [comment(1, 'waits')] }, { adds: ['landfall: released'] }, undefined],
  ['what is said', {}, {}, undefined],
  ['an issue that is opened', { comments: [comment(1, 'waits')] }, { state: 'open' }, undefined],
])('something may follow on all but a mark: %s', (_, thread, what, expected) => {
  expect(showInThread({ ...bare, ...thread }, { ...waits, ...what }, 'edit', ids)?.onlyMarks).toBe(expected)
})

describe('what is shown in a thread', () => {
  test.each<[string, ReturnType<typeof shown>, object | undefined]>([
    ['is said first, and labelled when that is seen', shown({}), { ...nothing, said: { post: marked('waits') } }],
    ['then the label', shown({ comments: [comment(1, 'waits')] }), { ...nothing, addLabels: ['W'] }],
    ['then nothing', shown({ comments: [comment(1, 'waits')], labels: ['landfall: waiting'] }), undefined],
    [
      'once: a twin goes, the oldest stays',
      shown({ comments: [comment(2, 'waits'), comment(1, 'waits')] }),
      { ...nothing, deletes: ['C2'], addLabels: ['W'] },
    ],
    [
      'by an edit, where it was otherwise',
      shown({ comments: [comment(1, 'merged')], labels: ['landfall: waiting'] }),
      { ...nothing, said: { edit: 'C1', body: marked('waits') } },
    ],
    [
      'by a new comment in place of the old, where people want to be notified',
      shown({ comments: [comment(1, 'merged')], labels: ['landfall: waiting'] }, {}, 'comment'),
      { ...nothing, said: { post: marked('waits') }, deletes: ['C1'] },
    ],
    [
      'by one of two new ones, where an answer was lost',
      shown({ comments: [comment(1, 'merged'), comment(2, 'waits'), comment(3, 'waits')] }, {}, 'comment'),
      { ...nothing, deletes: ['C1', 'C3'], addLabels: ['W'] },
    ],
    ['in a label alone, where nothing is to be said', shown({}, {}, 'off'), { ...nothing, addLabels: ['W'] }],
    ['in a label alone, where the talk is locked', shown({ isLocked: true }), { ...nothing, addLabels: ['W'] }],
    ['not again, where a person deleted it', shown({ labels: ['landfall: waiting'] }), undefined],
    [
      'not over what a person wrote into it; the label is shown',
      shown({ comments: [theirs(comment(1, 'waits until Friday'))] }),
      { ...nothing, addLabels: ['W'] },
    ],
    [
      'not beside it either, where people want to be notified',
      shown({ comments: [theirs(comment(1, 'merged, as you see'))], labels: ['landfall: waiting'] }, {}, 'comment'),
      undefined,
    ],
    [
      'once, and the twin that a person wrote into stays',
      shown({ comments: [comment(1, 'waits'), theirs(comment(2, 'waits!'))] }),
      { ...nothing, deletes: ['C1'], addLabels: ['W'] },
    ],
    [
      'truly, where earlier comments are there and no new ones wanted',
      shown({ comments: [comment(1, 'merged')], labels: ['landfall: waiting'] }, {}, 'off'),
      { ...nothing, said: { edit: 'C1', body: marked('waits') } },
    ],
    [
      'by us alone: a stranger’s comment is none of ours',
      shown({ comments: [comment(1, 'waits', false)] }),
      { ...nothing, said: { post: marked('waits') } },
    ],
    [
      'by closing, too',
      shown({ comments: [comment(1, 'waits')], labels: ['landfall: waiting'] }, { state: 'closed' }),
      { ...nothing, state: 'closed' },
    ],
    [
      'without a label that the repository lacks',
      shown({ comments: [comment(1, 'waits')] }, {}, 'edit', {} as typeof ids),
      undefined,
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })
})
