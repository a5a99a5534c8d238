// Builds what the pages are dressed in, from npm packages into throughcare/foundation/ui/static/ui.
// The result is committed, so Node is needed only to change it: `npm ci && npm run build`.
// `npm run check` builds in memory and fails when the committed files differ.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const target = join(here, '..', 'throughcare', 'foundation', 'ui', 'static', 'ui')
const vendoredAxe = join(here, '..', 'tests', 'journeys')

const versionOf = (name) => JSON.parse(readFileSync(join(modules, name, 'package.json'))).version

function styleSheet () {
  const { css } = compile(join(here, 'src', 'throughcare.scss'), {
    loadPaths: [here, modules],
    style: 'compressed',
    quietDeps: true,
    silenceDeprecations: ['import'],
    logger: { warn () {}, debug () {} }
  })
  // The crest and the crown belong to the Crown: this is not a gov.uk page.
  const plain = css.replace(/(?:-webkit-)?(?:background|mask)-image:url\(["']?[^)"']*crest[^)"']*["']?\);?/g, '')
  const reserved = plain.match(/.{0,60}(url\([^)]*(crest|crown)|@font-face|GDS Transport).{0,60}/)
  if (reserved) throw new Error(`The style sheet still asks for something reserved for gov.uk: ${reserved[0]}`)
  return `${plain.trim()}\n`
}

async function script () {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'src', 'throughcare.mjs')],
    nodePaths: [modules],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    legalComments: 'none',
    banner: { js: '/* Throughcare; includes parts of GOV.UK Frontend and MoJ Frontend (MIT), see LICENCES.txt */' }
  })
  return outputFiles[0].text
}

function icons (css) {
  const names = new Set([...css.matchAll(/url\("?\.\/images\/([\w.-]+)"?\)/g)].map((match) => match[1]))
  const from = join(modules, '@ministryofjustice/frontend/moj/assets/images')
  return [...names].sort().map((name) => [join('images', name), readFileSync(join(from, name))])
}

function licences () {
  const govuk = readFileSync(join(here, 'src', 'licences', 'govuk-frontend.txt'), 'utf8')
  const moj = readFileSync(join(here, 'src', 'licences', 'moj-frontend.txt'), 'utf8')
  return [
    'throughcare.css, throughcare.js and images/ are built from the packages below and from our own',
    'source under frontend/src. No GDS Transport font, crown, crest or GOV.UK logotype is included.',
    '',
    `== GOV.UK Frontend ${versionOf('govuk-frontend')} ==`, '', govuk.trim(), '',
    `== MoJ Frontend (@ministryofjustice/frontend) ${versionOf('@ministryofjustice/frontend')} ==`, '', moj.trim(), ''
  ].join('\n')
}

async function everything () {
  const css = styleSheet()
  const axe = join(modules, 'axe-core')
  return [
    [join(target, 'throughcare.css'), css],
    [join(target, 'throughcare.js'), await script()],
    [join(target, 'LICENCES.txt'), licences()],
    ...icons(css).map(([name, bytes]) => [join(target, name), bytes]),
    [join(target, 'images', 'favicon.svg'), readFileSync(join(here, 'src', 'favicon.svg'))],
    [join(vendoredAxe, 'axe.min.js'), readFileSync(join(axe, 'axe.min.js'))],
    [join(vendoredAxe, 'axe.LICENCE.txt'), readFileSync(join(axe, 'LICENSE'))]
  ].map(([path, content]) => [path, Buffer.from(content)])
}

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex')
const checking = process.argv.includes('--check')
const stale = []
for (const [path, content] of await everything()) {
  if (checking) {
    if (!existsSync(path) || digest(readFileSync(path)) !== digest(content)) stale.push(path)
    continue
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  console.log(`${String(content.length).padStart(7)}  ${path.slice(join(here, '..').length + 1)}`)
}
if (stale.length) {
  console.error(`Not what the source builds:\n${stale.join('\n')}\nRun npm run build and commit the result.`)
  process.exit(1)
}
