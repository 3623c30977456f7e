const above = (place) => place.slice(0, place.lastIndexOf('node_modules/'))

/** Where a package that another one asks for is found in a lock, if it is: beside it, or further out. */
function find(packages, from, name) {
  for (let at = `${from}/`; ; at = above(at.slice(0, -1))) {
    const place = `${at}node_modules/${name}`.replace(/^\//, '')
    if (packages[place]) return place
    if (at === '' || at === '/') return null
  }
}

/** The optional packages that locked ones ask for and the lock does not name, with the place that each would have. */
export function missingOptionals({ packages }) {
  const missing = new Map()
  for (const [from, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, wanted] of Object.entries(optionalDependencies)) {
      const found = find(packages, from, name)
      const exact = /^\d/.test(wanted)
      if (found && (!exact || packages[found].version === wanted)) continue
      const beside = `${above(from)}node_modules/${name}`
      const place = packages[beside] || missing.has(beside) ? `${from}/node_modules/${name}` : beside
      missing.set(place, { place, name, wanted, dev })
    }
  }
  return [...missing.values()]
}
