# Finds and runs the program. Knows none of its commands.

# The program: that of the variable ATTRFLOW_PROGRAM, the one in the module's folder `bin`, or the one on the path.
function Get-AttrflowProgram {
    if ($env:ATTRFLOW_PROGRAM) {
        return $env:ATTRFLOW_PROGRAM
    }
    foreach ($name in 'attrflow.exe', 'attrflow') {
        $bundled = Join-Path (Join-Path $PSScriptRoot 'bin') $name
        if (Test-Path -LiteralPath $bundled -PathType Leaf) {
            return $bundled
        }
    }
    $found = Get-Command -Name 'attrflow' -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($found) {
        return $found.Path
    }
    $message = 'The program attrflow is not on the path. Install it, or set the variable ATTRFLOW_PROGRAM to its path.'
    throw (New-AttrflowError -Message $message -Id 'ProgramNotFound' -Category ObjectNotFound)
}

# An error with the code of a diagnostic.
function New-AttrflowError {
    param([string] $Message, [string] $Id, [System.Management.Automation.ErrorCategory] $Category = 'InvalidData', [object] $Target)
    $exception = New-Object System.InvalidOperationException $Message
    New-Object System.Management.Automation.ErrorRecord $exception, $Id, $Category, $Target
}

# An argument as the rules of Windows for command lines want it; .NET reads it by the same rules elsewhere.
function ConvertTo-NativeArgument {
    param([string] $Argument)
    if ($Argument -ne '' -and $Argument -notmatch '[\s"]') {
        return $Argument
    }
    $escaped = $Argument -replace '(\\*)"', '$1$1\"'
    $escaped = $escaped -replace '(\\+)$', '$1$1'
    '"' + $escaped + '"'
}

# Runs the program and returns its output, its messages and its exit code. Both are read while it is written, so that neither side
# waits for the other.
function Invoke-AttrflowProgram {
    param([string[]] $Argument, [string] $InputText = '')
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = Get-AttrflowProgram
    $start.Arguments = ($Argument | ForEach-Object { ConvertTo-NativeArgument $_ }) -join ' '
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = $script:Utf8
    $start.StandardErrorEncoding = $script:Utf8
    # The folder of PowerShell, which is not that of its process.
    $start.WorkingDirectory = (Get-Location -PSProvider FileSystem).ProviderPath
    $start.EnvironmentVariables['NO_COLOR'] = '1'
    $process = New-Object System.Diagnostics.Process
    $process.StartInfo = $start
    try {
        try {
            [void] $process.Start()
        } catch {
            $message = "The program $($start.FileName) does not start: $($_.Exception.Message)"
            throw (New-AttrflowError -Message $message -Id 'ProgramNotStarted' -Category ResourceUnavailable)
        }
        $output = $process.StandardOutput.ReadToEndAsync()
        $messages = $process.StandardError.ReadToEndAsync()
        try {
            # As bytes: 5.1 has no encoding for this stream but the console's.
            $bytes = $script:Utf8.GetBytes($InputText)
            $stream = $process.StandardInput.BaseStream
            $stream.Write($bytes, 0, $bytes.Length)
            # Not the writer around it, which would add its byte order mark.
            $stream.Close()
        } catch [System.IO.IOException] {
            # The program has ended without reading all; its messages say why.
            Write-Debug $_.Exception.Message
        }
        $process.WaitForExit()
        New-Object PSObject -Property @{ Output = $output.Result; Messages = $messages.Result.Trim(); ExitCode = $process.ExitCode }
    } finally {
        $process.Dispose()
    }
}

# The error of a run that could not do what it was to do.
function New-AttrflowRunError {
    param([object] $Run, [object] $Target)
    $message = $Run.Messages
    if (-not $message) {
        $message = "attrflow ended with the exit code $($Run.ExitCode)."
    }
    New-AttrflowError -Message $message -Id 'ProgramFailed' -Category InvalidOperation -Target $Target
}
