# Completion of reltrack for fish. To install it for yourself:
#   reltrack completion fish > ~/.config/fish/completions/reltrack.fish

function __reltrack_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -e before[1]
    # Candidates are data: one a line, after a tab what is said of it; fish quotes what it inserts.
    set -l found (command reltrack _complete fish $before "$current" 2>/dev/null)
    if test "$found[1]" = /
        set -e found[1]
        set -a found (complete -C "'' $current")
    end
    string join \n -- $found
end

complete -c reltrack -f -k -a '(__reltrack_complete)'
