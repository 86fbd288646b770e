'use strict'
// Loaded before the program whose code is to be kept: at its end, what V8 has compiled is written beside each file.
const fs = require('node:fs')
const process = require('node:process')
const vm = require('node:vm')

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options)
    process.once('exit', () => fs.writeFileSync(`${options.filename}.cache`, this.createCachedData()))
  }
}
