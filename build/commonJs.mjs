/** Says beside a bundle that its `.js` files are CommonJS, whatever the package above says of its own. */
export const commonJs = () => ({
  name: 'common-js',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' })
  },
})
