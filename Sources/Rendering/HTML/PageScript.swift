/// The script of a page: a click on a column's name puts the rows of a table into its order, a second one reverses it.
///
/// It has no `<` and no `&`, so that the page is XML as it stands.
enum PageScript {
  static let text = """
    (function () {
      'use strict';
      var words = new Intl.Collator('en', { numeric: true });
      function number(text) {
        return text === '' ? NaN : Number(text.replace(/[,%\\s]/g, '').replace('\\u2212', '-'));
      }
      function leading(text) {
        var found = text.match(/^[-+\\u2212]?[0-9][0-9,]*\\.?[0-9]*/);
        return found ? number(found[0]) : NaN;
      }
      function key(row, place) { return row.cells[place].textContent.trim(); }
      function sort(table, place, isDown) {
        var body = table.tBodies[0];
        var rows = Array.from(body.rows).map(function (row, index) {
          return { row: row, index: index, text: key(row, place) };
        });
        var filled = rows.filter(function (one) { return one.text !== ''; });
        var empty = rows.filter(function (one) { return one.text === ''; });
        var areNumbers = filled.every(function (one) { return !isNaN(leading(one.text)); });
        filled.sort(function (a, b) {
          var order = areNumbers ? leading(a.text) - leading(b.text) : words.compare(a.text, b.text);
          return (isDown ? -order : order) || a.index - b.index;
        });
        filled.concat(empty).forEach(function (one) { body.appendChild(one.row); });
      }
      document.querySelectorAll('table.sortable').forEach(function (table) {
        var heads = Array.from(table.tHead.rows[0].cells);
        heads.forEach(function (head, place) {
          var button = document.createElement('button');
          button.type = 'button';
          button.textContent = head.textContent;
          head.textContent = '';
          head.appendChild(button);
          button.addEventListener('click', function () {
            var isDown = head.getAttribute('aria-sort') === 'ascending';
            heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
            head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
            sort(table, place, isDown);
          });
        });
      });
    })();
    """
}
