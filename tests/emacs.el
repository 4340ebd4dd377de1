;; By hand, where Emacs and Eglot are: writes a mistake, mends it, renames, takes back, completes, in a project of
;; `docs/drafting.md`. init.el is what docs/editors.md prints.
;;   emacs --batch -l init.el -l tests/emacs.el my-laws/statutes/bees.md

(defun must (what holds)
  "Wait until HOLDS; fail with WHAT after a minute."
  (let ((turns 600))
    (while (not (funcall holds))
      (accept-process-output nil 0.1)
      (when (< (setq turns (1- turns)) 0) (error "never: %s" what)))))

(defun at (words)
  "Go behind WORDS."
  (goto-char (point-min))
  (search-forward words))

(setq eglot-sync-connect 60)
(find-file (pop command-line-args-left))
(apply #'eglot--connect (eglot--guess-contact))
(at "when is_on_farm")
(delete-char -2)
(eglot--signal-textDocument/didChange)
(must "a mistake is told" (lambda () (flymake-start) (accept-process-output nil 0.2) (flymake-diagnostics)))
(backward-char 1)
(let ((fixes (eglot-code-actions (point) (point))))
  (eglot--apply-workspace-edit (plist-get (car fixes) :edit)))
(must "it is mended" (lambda () (string-match-p "when is_on_farm$" (buffer-string))))
(let ((before (buffer-string)))
  (at "fact keeps_b")
  (undo-boundary)
  (eglot-rename "has_bees")
  (must "it has another name" (lambda () (string-match-p "has_bees" (buffer-string))))
  (undo-boundary)
  (undo)
  (must "it has the old name" (lambda () (equal before (buffer-string)))))
(at "when is_o")
(let ((offered (run-hook-wrapped 'completion-at-point-functions #'completion--capf-wrapper 'all)))
  (must "it is completed" (lambda () (equal (all-completions "is_o" (nth 3 offered)) '("is_on_farm")))))
(message "done")
(set-buffer-modified-p nil)
(kill-emacs 0)
