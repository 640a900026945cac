/// How a page looks on screens of any width and on paper.
enum PageStyle {
  static let css = """
    :root { color-scheme: light; }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; color: #1a1a1a; background: #ffffff;
      font: 1rem/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; overflow-wrap: break-word; }
    header, .columns, footer { max-width: 84rem; margin: 0 auto; padding: 0 1rem; }
    header { padding-top: 1.5rem; }
    h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 0.75rem; max-width: 52rem; }
    h2 { font-size: 1.375rem; line-height: 1.3; margin: 2.5rem 0 0.75rem; padding-top: 0.75rem;
      border-top: 2px solid #1a1a1a; }
    h3 { font-size: 1.125rem; margin: 2rem 0 0.5rem; }
    h4 { font-size: 1rem; margin: 1.25rem 0 0.375rem; }
    p, ul, dl { margin: 0 0 0.875rem; max-width: 48rem; }
    .lead { font-size: 1.125rem; max-width: 46rem; }
    a { color: #0b5394; background: #ffffff; text-underline-offset: 0.15em; }
    a:focus-visible, button:focus-visible, summary:focus-visible, .scroll:focus-visible {
      outline: 3px solid #0b5394; outline-offset: 2px; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 0.5rem; top: 0.5rem; padding: 0.5rem; z-index: 3; }
    nav h2 { font-size: 1rem; margin-top: 1rem; border-top: 0; padding-top: 0; }
    nav ol { margin: 0; padding-left: 1.5rem; }
    nav li { margin: 0.25rem 0; }
    dl { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: 0.25rem 1rem; }
    dt { color: #4a4a4a; }
    dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
    code, pre { font-family: "Liberation Mono", Consolas, monospace; font-size: 0.875rem; }
    pre { margin: 0; padding: 0.75rem; color: #1a1a1a; background: #f3f5f7; width: max-content; min-width: 100%; }
    .command { max-width: none; color: #4a4a4a; font-size: 0.875rem; }
    .command code { display: inline-block; color: #1a1a1a; background: #f3f5f7; padding: 0.125rem 0.375rem;
      overflow-wrap: anywhere; max-width: 100%; }
    .command code span { display: inline-block; max-width: 100%; }
    .notice { color: #5c3d00; background: #fff5dc; border-left: 4px solid #9a6a00; padding: 0.5rem 0.75rem; }
    .scroll { overflow: auto; margin: 0 0 1rem; max-width: 100%; }
    .scroll.tall { max-height: 34rem; border: 1px solid #b0b0b0; }
    table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.35; }
    caption { text-align: left; color: #4a4a4a; padding: 0.25rem 0.5rem; }
    .unseen { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; }
    th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid #d0d0d0; }
    td { max-width: 28rem; }
    tbody th { font-weight: normal; min-width: 6rem; }
    thead th { color: #1a1a1a; background: #e9edf1; border-bottom: 2px solid #555555; vertical-align: bottom; }
    .tall thead th { position: sticky; top: 0; z-index: 1; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    td.number { white-space: nowrap; }
    th button { font: inherit; font-weight: bold; color: #1a1a1a; background: #e9edf1; border: 0; padding: 0;
      text-align: inherit; cursor: pointer; }
    th button::after { content: "\\A0\\2195"; color: #4a4a4a; }
    th[aria-sort="ascending"] button::after { content: "\\A0\\2191"; color: #1a1a1a; }
    th[aria-sort="descending"] button::after { content: "\\A0\\2193"; color: #1a1a1a; }
    figure { margin: 1rem 0 1.5rem; }
    .picture svg { display: block; max-width: 100%; height: auto; }
    figcaption { margin: 0.5rem 0; max-width: 48rem; color: #1a1a1a; }
    details { margin: 0.5rem 0; }
    summary { cursor: pointer; color: #0b5394; background: #ffffff; }
    .files { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; color: #4a4a4a;
      font-size: 0.875rem; max-width: none; }
    footer { margin-top: 3rem; padding-bottom: 2rem; color: #4a4a4a; font-size: 0.875rem; }
    @media (min-width: 64rem) {
      .columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 2.5rem; align-items: start; }
      .columns > main:only-child { grid-column: 1 / -1; }
      nav { position: sticky; top: 0; max-height: 100vh; overflow: auto; padding-bottom: 1rem; font-size: 0.9375rem; }
      main > section:first-child > h2 { margin-top: 1rem; }
    }
    @media (max-width: 30rem) {
      dl { grid-template-columns: 1fr; gap: 0; }
      dd { margin-bottom: 0.5rem; }
    }
    @media print {
      @page { size: A4; margin: 18mm 17mm; }
      body { font-size: 9.5pt; line-height: 1.4; }
      header, .columns, footer { max-width: none; padding: 0; }
      .columns { display: block; }
      .skip, nav, .files, details, script { display: none; }
      h1 { font-size: 16pt; }
      h2 { font-size: 13pt; margin-top: 8mm; }
      h3 { font-size: 11pt; margin-top: 6mm; }
      h4 { font-size: 9.5pt; }
      h2, h3, h4, caption { break-after: avoid; }
      p, li, dd { orphans: 3; widows: 3; }
      p, ul, dl, .lead, figcaption { max-width: none; }
      .lead { font-size: 11pt; }
      figure, .notice, tr { break-inside: avoid; }
      figure { margin: 4mm 0; }
      .picture svg { max-height: 235mm; }
      .scroll, .scroll.tall { overflow: visible; max-height: none; border: 0; }
      table { font-size: 7.5pt; width: 100%; }
      thead { display: table-header-group; }
      .tall thead th { position: static; }
      th, td { padding: 0.6mm 1.2mm; }
      td.number { white-space: normal; }
      tbody th { min-width: 14mm; }
      th button { display: contents; }
      th button::after { content: ""; }
      pre { width: auto; white-space: pre-wrap; font-size: 7pt; }
      .command, code { font-size: 8pt; }
      .wide table, .wide tbody { display: block; }
      .wide thead { display: none; }
      .wide tr { display: block; padding: 0.8mm 0; border-bottom: 0.2mm solid #b0b0b0; }
      .wide th, .wide td { display: inline; border: 0; padding: 0; text-align: left; }
      .wide td:empty { display: none; }
      .wide th::before, .wide td::before { content: attr(data-label) ": "; color: #4a4a4a; }
      .wide th::after, .wide td::after { content: "; "; }
    }
    """
}
