import Mustache

/// The templates of a page's parts, in the language of Mustache. Each asks for our escaping in its first line; three
/// braces put in what is markup already.
struct HTMLTemplate {
  private let template: MustacheTemplate

  private init(_ text: String) {
    MustacheContentTypes.register(HTMLContent(), named: HTMLContent.name)
    do {
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(HTMLContent.name)}}\n" + text + "\n")
    } catch {
      preconditionFailure("a template that cannot be read: \(error)")
    }
  }

  /// The template with these values.
  func text(_ values: [String: Any]) -> String { template.render(values) }

  static let page = HTMLTemplate(
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'unsafe-inline'; img-src data:"/>
    <meta name="generator" content="{{generator}}"/>
    <link rel="icon" href="data:,"/>
    <title>{{title}}</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header>
    <h1>{{title}}</h1>
    {{#lead}}
    <p class="lead">{{.}}</p>
    {{/lead}}
    </header>
    <div class="columns">
    {{#contents}}
    <nav aria-labelledby="contents">
    <h2 id="contents">Contents</h2>
    <ol>
    {{#sections}}
    <li><a href="#{{id}}">{{title}}</a></li>
    {{/sections}}
    </ol>
    </nav>
    {{/contents}}
    <main id="main">
    {{#sections}}
    <section aria-labelledby="{{id}}">
    <h2 id="{{id}}">{{title}}</h2>
    {{{body}}}</section>
    {{/sections}}
    </main>
    </div>
    <footer>
    <p>{{generator}}</p>
    </footer>
    <script>
    {{{script}}}
    </script>
    </body>
    </html>
    """)

  static let heading = HTMLTemplate("<h3>{{title}}</h3>")
  static let subheading = HTMLTemplate("<h4>{{title}}</h4>")
  static let paragraph = HTMLTemplate("<p>{{text}}</p>")
  static let notice = HTMLTemplate("<p class=\"notice\"><strong>Note:</strong> {{text}}</p>")
  static let command = HTMLTemplate(
    "<p class=\"command\"><span>Repeat with</span> <code>{{{line}}}</code></p>")
  static let verbatim = HTMLTemplate(
    """
    <div class="scroll" role="region" tabindex="0" aria-label="{{name}}">
    <pre>{{text}}</pre>
    </div>
    """)

  static let items = HTMLTemplate(
    """
    <ul>
    {{#items}}
    <li>{{.}}</li>
    {{/items}}
    </ul>
    """)

  static let pairs = HTMLTemplate(
    """
    <dl>
    {{#pairs}}
    <dt>{{label}}</dt>
    <dd>{{text}}</dd>
    {{/pairs}}
    </dl>
    """)

  static let files = HTMLTemplate(
    """
    <ul class="files">
    {{#files}}
    <li><a download="{{name}}" href="{{{address}}}">{{name}}</a> ({{size}})</li>
    {{/files}}
    </ul>
    """)

  static let table = HTMLTemplate(
    """
    <div class="{{class}}" role="region" tabindex="0" aria-labelledby="{{id}}">
    <table class="{{tableClass}}">
    <caption id="{{id}}" class="{{captionClass}}">{{caption}}</caption>
    <thead>
    <tr>
    {{#columns}}
    <th scope="col" class="{{class}}">{{title}}</th>
    {{/columns}}
    </tr>
    </thead>
    <tbody>
    {{#rows}}
    <tr>{{{.}}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    """)

  static let plate = HTMLTemplate(
    """
    <figure id="{{id}}">
    <div class="picture">
    {{{svg}}}</div>
    <figcaption><strong>Figure {{number}}.</strong> {{caption}}</figcaption>
    {{#reading}}
    <details>
    <summary>The rows of figure {{number}} as a table</summary>
    {{{table}}}</details>
    {{/reading}}
    <ul class="files">
    {{#files}}
    <li><a download="{{name}}" href="{{{address}}}">{{name}}</a> ({{size}})</li>
    {{/files}}
    </ul>
    {{#commands}}
    <p class="command"><span>Repeat with</span> <code>{{{line}}}</code></p>
    {{/commands}}
    </figure>
    """)
}
