import { expect, test } from 'vitest'
import { isJson, isOwnRequest } from './origin'

test.each([
  ['a page of ours', { 'sec-fetch-site': 'same-origin' }, true],
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }, false],
  ['a page of a sibling subdomain', { 'sec-fetch-site': 'same-site', origin: 'http://rungs.example', host: 'rungs.example' }, false],
  ['an address typed by hand', { 'sec-fetch-site': 'none' }, false],
  ['an older browser on our page', { origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' }, true],
  ['an older browser on another page', { origin: 'http://evil.example', host: '10.0.0.5:3000' }, false],
  ['a sandboxed frame', { origin: 'null', host: '10.0.0.5:3000' }, false],
  ['a program that says nothing', {}, false],
])('%s', (_, headers, own) => expect(isOwnRequest(new Headers(headers as Record<string, string>))).toBe(own))

test.each([
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['text/plain', false],
  ['application/jsonx', false],
  ['multipart/form-data; boundary=x', false],
  ['application/x-www-form-urlencoded', false],
])('%s counts as JSON: %s', (type, json) => expect(isJson(new Headers({ 'content-type': type }))).toBe(json))
