/** Loaded before an assistant: ONNX Runtime's package is not to be found, as on a machine where set-up failed. */
const Module = require('node:module')
const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  if (request === 'onnxruntime-node')
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' })
  return resolve.call(this, request, ...rest)
}
