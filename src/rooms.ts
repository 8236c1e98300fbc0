/** Eyes, mind and hands: what the loop is wired to. */
export { observeRepository } from './observe/observe-repository.js'
export { look } from './observe/look.js'
export { decide } from './decide/decide.js'
export { actTogether, together } from './act/act-together.js'
