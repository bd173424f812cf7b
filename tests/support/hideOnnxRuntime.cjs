/** Loaded before an assistant: ONNX Runtime has no library for this machine, as on a Mac with an Intel processor. */
const Module = require('node:module')
const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  if (request.endsWith('/onnxruntime_binding.node'))
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' })
  return resolve.call(this, request, ...rest)
}
