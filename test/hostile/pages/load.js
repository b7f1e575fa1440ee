// The attack named in the address runs first, before anything of the page.
document.write(`<script src="attacks/${new URLSearchParams(location.search).get('attack')}.js"></script>`);
