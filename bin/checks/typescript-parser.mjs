// dependency-cruiser reads TypeScript with the compiler's own JavaScript API, which the compiler we check types with no
// longer has. Preloaded, this file hands it the last one that does, when it asks for "typescript".
import Module, { register } from 'node:module'

const resolve = Module._resolveFilename
Module._resolveFilename = function (name, ...rest) {
  return resolve.call(this, name.replace(/^typescript(?=\/|$)/, 'typescript5'), ...rest)
}

const hook = `export const resolve = (name, context, next) => next(name.replace(/^typescript(?=\\/|$)/, 'typescript5'), context)`
register(`data:text/javascript,${encodeURIComponent(hook)}`, import.meta.url)
