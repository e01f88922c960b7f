// On a small screen the desks need the room: the menu starts closed until somebody opens it.
"use strict";
if (localStorage.getItem("sidebarDesktopOpen") === null && window.innerWidth < 1500) {
  localStorage.setItem("sidebarDesktopOpen", "0");
}
