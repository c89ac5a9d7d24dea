namespace PerfInsight.Profiles;

/// <summary>What a thread of a managed program does, by its stack.</summary>
internal enum ThreadActivity
{
    /// <summary>It runs, or would if it had a processor.</summary>
    Running,

    /// <summary>It waits in a method of the program.</summary>
    Waiting,

    /// <summary>It has nothing to do: nobody waits for it.</summary>
    Idle,
}

/// <summary>A managed stack as it is gone through from its root to its leaf: where it really begins, and what its thread does.</summary>
internal readonly struct ManagedStack
{
    private readonly Function? _leaf;
    private readonly Function? _named;
    private readonly bool _hasUserFrame;
    private readonly bool _isAsyncMain;

    private ManagedStack(Function leaf, Function? named, bool hasUserFrame, bool isAsyncMain) =>
        (_leaf, _named, _hasUserFrame, _isAsyncMain) = (leaf, named, hasUserFrame, isAsyncMain);

    /// <summary>What the thread does.</summary>
    public ThreadActivity Activity
    {
        get
        {
            // A stub that the runtime generates around a system call has no name; the method that calls it tells.
            if (_named is null || !WaitFrames.IsWait(_named.Namespace, _named.Name))
                return ThreadActivity.Running;
            return !_hasUserFrame || _isAsyncMain ? ThreadActivity.Idle : ThreadActivity.Waiting;
        }
    }

    /// <summary>True where a function that comes next was not called by the leaf: the stack begins with it.</summary>
    public bool EndsBefore(Function callee) => _leaf is not null && AsyncFrames.IsContinuation(callee, _leaf);

    /// <summary>The stack with one more frame.</summary>
    public ManagedStack Call(Function callee)
    {
        var begins = EndsBefore(callee);
        var isAsyncMain = !begins && _leaf is not null && AsyncFrames.IsWaitForMain(callee, _leaf);
        return new ManagedStack(
            callee,
            callee.Name.Length > 0 ? callee : begins ? null : _named,
            _hasUserFrame || (callee.Name.Length > 0 && !WaitFrames.IsIdleRuntime(callee.Namespace, callee.Name)),
            _isAsyncMain || isAsyncMain);
    }
}
